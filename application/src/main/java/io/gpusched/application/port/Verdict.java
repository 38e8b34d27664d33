package io.gpusched.application.port;

/**
 * The verdict of a timeout handler.
 *
 * @kernel enum drm_gpu_sched_stat
 */
public enum Verdict {
    /**
     * The hardware hung, and was reset. The handler has stopped and started the scheduler, or released the job; otherwise nobody would end
     * the job, and that is an error.
     */
    RESET,
    /** The job is slow, not hung; it keeps running, and has all of its time again. */
    NO_HANG,
    /**
     * This job was ended, and nothing else was disturbed. Its completion was called, or will be as soon as the hardware has let go of it; then
     * the job is freed like any other. If that takes longer than the timeout, the handler is called again. Ours and not Linux's, whose
     * drivers reset.
     */
    KILLED,
    /** The device is gone. */
    ENODEV;

    /** Tells whether the job goes back to the pending list, where it ends like any other. */
    public boolean putsBack() {
        return this == NO_HANG || this == KILLED;
    }
}
