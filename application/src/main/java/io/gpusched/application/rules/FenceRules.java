package io.gpusched.application.rules;

import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import org.jspecify.annotations.Nullable;

/** Rules about when fences signal, and what may happen inside their callbacks. */
final class FenceRules extends Subject {
    static final Rule ONCE = HistoryRules.FENCE_ONCE;
    static final Rule SCHEDULED_FIRST = HistoryRules.SCHEDULED_FIRST;
    static final Rule FINISHED_WHEN_DONE = HistoryRules.FINISHED_WHEN_DONE;
    static final Rule KILLED_LAST = HistoryRules.KILLED_LAST;
    static final Rule NOT_INSIDE = new Rule(
            "fences.not-inside",
            "no killed job ends, and no job is freed, inside the callback of a fence",
            "drm_sched_entity_kill_jobs_work(), sched_entity.c");
    static final Rule IN_TURN = new Rule(
            "fences.in-turn",
            "who waits for a fence is called back in the order in which they came",
            "dma_fence_signal_timestamp_locked(), drivers/dma-buf/dma-fence.c");

    FenceRules() {
        super(ONCE, SCHEDULED_FIRST, FINISHED_WHEN_DONE, KILLED_LAST, NOT_INSIDE, IN_TURN);
    }

    @Override
    void scheduled(Expected expected, JobFences fences, @Nullable ExpectedJob job) {
        if (fences.isScheduled() || (job != null && job.scheduled)) {
            expected.violated(ONCE, "the scheduled fence of job " + fences.jobId() + " has signalled before");
        }
    }

    @Override
    void finished(Expected expected, ExpectedJob job) {
        if (job.finished && !job.job.fences().finished().isSignaled()) {
            expected.violated(ONCE, job + " has finished before");
        }
        if (!job.scheduled) {
            expected.violated(SCHEDULED_FIRST, job + " finishes, but its scheduled fence has not signalled");
        }
        if (job.hasRun()) {
            if (!job.done) {
                expected.violated(FINISHED_WHEN_DONE, job + " finishes, but it is not done");
            }
            return;
        }
        expected.require(expected.signalling == 0, NOT_INSIDE, job);
        if (job.before != null && !job.before.job.fences().finished().isSignaled()) {
            expected.violated(KILLED_LAST, job + " ends before " + job.before);
        }
        requireMet(expected, job.job);
    }

    private static void requireMet(Expected expected, Job job) {
        for (int i = 0; i < job.dependencyCount(); i++) {
            Fence fence = job.dependency(i);
            Fence whole = fence.source() instanceof JobFences other ? other.finished() : fence;
            if (!whole.isSignaled()) {
                expected.violated(KILLED_LAST, job + " of " + job.entity() + " ends before " + whole);
            }
        }
    }

    /** Until the last who waits for a fence was called back, everything happens inside its callbacks. */
    @Override
    void signaled(Expected expected, Fence fence) {
        if (fence.isSignaled()) {
            expected.violated(ONCE, fence + " has signalled before");
        } else if (fence.waiting() > 0) {
            expected.signalling++;
            Entity first = fence.waiting(0) instanceof Entity waits ? waits : null;
            fence.addCallback(signalled -> {
                expected.signalling--;
                if (first != null && first.dependency() == signalled) {
                    expected.violated(
                            IN_TURN, first + " was not called back by " + signalled + " before those behind it");
                }
            });
        }
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        expected.require(expected.signalling == 0, NOT_INSIDE, job);
    }
}
