package io.gpusched.application.scheduling;

import io.gpusched.application.port.Hardware;
import io.gpusched.domain.sched.DeadlineCallback;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.Scheduler;

/**
 * Tells the hardware by when somebody would like its jobs to be done.
 *
 * @kernel drm_sched_fence_set_deadline_finished()
 */
final class Deadlines implements DeadlineCallback {
    private final Scheduler scheduler;
    private final Hardware hardware;

    Deadlines(Scheduler scheduler, Hardware hardware) {
        this.scheduler = scheduler;
        this.hardware = hardware;
    }

    /** {@inheritDoc} The few pending jobs are searched, so that the fences of a job, which outlive it, need not hold it. */
    @Override
    public void deadlineSet(JobFences fences) {
        PendingList pending = scheduler.pending();
        for (Job job = pending.first(); job != null; job = pending.after(job)) {
            if (job.fences() == fences) {
                pass(job);
            }
        }
    }

    /** Tells the hardware the deadline of a job that it has, if there is one. @kernel drm_sched_fence_set_parent() */
    void pass(Job job) {
        Long deadlineNanos = job.fences().deadlineNanos();
        if (deadlineNanos != null && job.hardware() != null && !job.isSignaled()) {
            hardware.deadline(job, deadlineNanos);
        }
    }
}
