package io.gpusched.application.port;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;

/**
 * Hardware that can be recovered step by step; {@link io.gpusched.application.recovery.ResetDomain} decides which steps, and when. All
 * methods are called on the writer, and return at once.
 */
public interface Resettable extends Hardware {
    /** Takes everything off the ring, as a reset does: what was on it never completes. */
    void clear();

    /** Ends a job with an error, if it is on the ring; its completion is called inside. */
    void end(HardwareJob job, Errno error);

    /**
     * Tells whether the ring makes progress with a job: the job itself or one in front of it is running, and does not hang.
     *
     * @kernel v3d_cl_job_timedout() compares the address of the current command with the one before, etnaviv_sched_timedout_job() too
     */
    boolean isProgressing(HardwareJob job);
}
