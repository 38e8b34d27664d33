package io.gpusched.domain.sched;

/**
 * The result of arming a job: the armed {@link Job}, or a refusal that leaves everything as it was.
 *
 * @kernel drm_sched_job_arm(), which crashes where we refuse
 */
public sealed interface Arming permits Job, Arming.Refused {
    /** Why a job was not armed. */
    enum Refused implements Arming {
        /** None of the schedulers that the entity may use is eligible. */
        NO_ELIGIBLE_SCHEDULER
    }
}
