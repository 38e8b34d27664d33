package io.gpusched.application.port;

/** A change of a scheduler's timeout from outside. */
public sealed interface TimeoutMove {
    /** The moves that are all alike. */
    enum Plain implements TimeoutMove {
        /** The hardware reports a fault. @kernel drm_sched_fault() */
        FAULT,
        /** The timeout is zero from now on. @kernel drm_sched_tdr_queue_imm() */
        NOW,
        /** The clock of the timeout is stopped. @kernel drm_sched_suspend_timeout() */
        SUSPEND
    }

    /**
     * The timeout runs on.
     *
     * @param remainingNanos how much of it is left; {@code Nanos.NO_LIMIT} if it is not to run
     * @kernel drm_sched_resume_timeout()
     */
    record Resume(long remainingNanos) implements TimeoutMove {}
}
