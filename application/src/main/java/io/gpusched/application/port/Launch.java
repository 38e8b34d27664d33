package io.gpusched.application.port;

import io.gpusched.domain.fence.Errno;

/**
 * The answer of the hardware to a job that it was given.
 *
 * @kernel drm_sched_backend_ops.run_job, its return value
 */
public sealed interface Launch {
    /** Outcomes that need no words. */
    enum Accepted implements Launch {
        /** The job is on the hardware; its {@link Completion} will be called. */
        RUNNING,
        /** Nothing had to be done: the job is done. The kernel's NULL fence. */
        NOTHING
    }

    /**
     * The hardware will not run the job.
     *
     * @param error why; it becomes the error of the job's finished fence
     */
    record Refused(Errno error) implements Launch {}
}
