package io.gpusched.application.scheduling;

import io.gpusched.application.port.Work;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Retires finished jobs from the head of the pending list, all of them in one turn: the timeout moves on to the next job, the GPU time
 * is charged, the hardware may let go. Where jobs overlap, each when it has finished, whoever stands before it.
 *
 * @kernel drm_sched_free_job_work()
 */
final class FreeJob extends Work {
    private final SchedulerWork work;
    private final Scheduler scheduler;
    private final boolean overlaps;

    FreeJob(SchedulerWork work) {
        this.work = work;
        this.scheduler = work.scheduler();
        this.overlaps = work.hardware().overlaps();
    }

    @Override
    public void run() {
        for (Job job = takeFinished(); job != null; job = takeFinished()) {
            scheduler.account(job);
            work.free(job);
        }
        work.wake();
    }

    private @Nullable Job takeFinished() {
        Job job = overlaps
                ? scheduler.pending().removeFinished()
                : scheduler.pending().removeFinishedHead();
        if (job != null) {
            work.timeout().cancel();
            work.timeout().start();
        }
        return job;
    }

    @Override
    public String toString() {
        return "free work of " + scheduler;
    }
}
