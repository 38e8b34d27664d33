package io.gpusched.application.port;

/**
 * The verdict of a timeout handler.
 *
 * @kernel enum drm_gpu_sched_stat
 */
public enum Verdict {
    /** The hardware hung, and was reset. */
    RESET,
    /** The job is slow, not hung; it keeps running. */
    NO_HANG,
    /** The device is gone. */
    ENODEV
}
