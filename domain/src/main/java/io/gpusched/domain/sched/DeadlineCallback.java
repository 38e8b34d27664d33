package io.gpusched.domain.sched;

/**
 * Passes the deadline of a job on to the hardware, if the job is there. Implemented where the hardware is known.
 *
 * @kernel drm_sched_fence_set_deadline_finished(), where it has a parent
 */
@FunctionalInterface
public interface DeadlineCallback {
    /** Called whenever a job that has not finished is given an earlier deadline. */
    void deadlineSet(JobFences fences);
}
