package io.gpusched.domain.sched;

/**
 * The effect of a push on the scheduler.
 *
 * @kernel drm_sched_entity_push_job()
 */
public enum Push {
    /** The job stands behind others of its entity: nobody needs to be woken. */
    BEHIND_OTHERS,
    /** The job is the first of its entity: the scheduler has to look. */
    FIRST,
    /** The entity was killed: the job will never be looked at. Linux loses it; see {@link LinuxBugs}. */
    LOST
}
