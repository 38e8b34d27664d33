package io.gpusched.application.scheduling;

import io.gpusched.application.port.Work;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Retires finished jobs, all of them in one turn, in the order that the {@link io.gpusched.domain.sched.PendingList} gives: the timeout
 * moves on to the next job, the GPU time is charged, and the hardware frees the job.
 *
 * @kernel drm_sched_free_job_work()
 */
final class FreeJob extends Work {
    private final SchedulerWork work;
    private final Scheduler scheduler;

    FreeJob(SchedulerWork work) {
        this.work = work;
        this.scheduler = work.scheduler();
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
        Job job = scheduler.pending().removeFinished();
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
