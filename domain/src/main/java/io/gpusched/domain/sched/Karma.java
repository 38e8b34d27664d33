package io.gpusched.domain.sched;

import io.gpusched.domain.order.Priority;

/**
 * Blame for a hang: it goes to the job, and through it to the entity that submitted the job.
 *
 * @kernel drm_sched_increase_karma()
 */
public final class Karma {
    private Karma() {}

    /**
     * Blames a job for one hang. Its entity becomes guilty at the first one, whatever the hang limit says, if it has a guilty flag and
     * is still on the run queue of the job's scheduler. Jobs of kernel priority are never blamed: a hang may have corrupted them, but they are
     * always considered good.
     */
    public static void increase(Job bad) {
        if (bad.priority() == Priority.KERNEL) {
            return;
        }
        bad.blame();
        Entity entity = bad.entity();
        if (entity.isAttached() && entity.scheduler() == bad.scheduler()) {
            entity.markGuilty();
        }
    }
}
