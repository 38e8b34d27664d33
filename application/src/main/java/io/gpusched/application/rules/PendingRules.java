package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.PendingList;
import org.jspecify.annotations.Nullable;

/** Rules about the pending list: which jobs are on it, in which order, and when they leave it. */
final class PendingRules extends Subject {
    static final Rule ORDER = new Rule(
            "pending.order",
            "the pending list is in the order in which the jobs started",
            "drm_sched_job_begin(), sched_main.c");
    static final Rule ALL = new Rule(
            "pending.all",
            "a job that ran is on the pending list until it is freed or released",
            "drm_sched_get_finished_job(), drm_sched_job_timedout(), sched_main.c");
    static final Rule RETIRED_IN_ORDER = new Rule(
            "pending.retired-in-order",
            "jobs are retired in the order in which they were started",
            "drm_sched_get_finished_job(), sched_main.c");
    static final Rule OFF_WHEN_FREED = new Rule(
            "pending.off-when-freed",
            "a job is off the pending list when it is freed",
            "drm_sched_get_finished_job(), sched_main.c");
    static final Rule OFF_IN_HAND = new Rule(
            "pending.off-in-hand",
            "a job is off the pending list while the timeout handler looks at it",
            "drm_sched_job_timedout(), sched_main.c");
    static final Rule COMPLETION = new Rule(
            "pending.completion",
            "no completion is lost: a job whose run is over is done",
            "drm_sched_job_done_cb(), sched_main.c");

    PendingRules() {
        super(ORDER, ALL, RETIRED_IN_ORDER, OFF_WHEN_FREED, OFF_IN_HAND, COMPLETION);
    }

    @Override
    void timedOut(Expected expected, Job job) {
        if (job.scheduler().pending().contains(job)) {
            expected.violated(OFF_IN_HAND, job + " of " + job.entity() + " on " + job.scheduler());
        }
    }

    /** While submission is paused, a reset or teardown frees last first. */
    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        expected.require(
                !job.hasRun() || !job.done || job.job.scheduler().isPaused() || !isSomethingBefore(job),
                RETIRED_IN_ORDER,
                job);
        expected.require(!job.job.scheduler().pending().contains(job.job), OFF_WHEN_FREED, job);
    }

    private static boolean isSomethingBefore(ExpectedJob job) {
        for (int i = 0; i < job.scheduler.running.size(); i++) {
            ExpectedJob each = job.scheduler.running.get(i);
            if (each.start < job.start && !each.lost) {
                return true;
            }
        }
        return false;
    }

    @Override
    void checkScheduler(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {
        if (expected.isTornDown(scheduler.scheduler)) {
            return;
        }
        PendingList pending = scheduler.scheduler.pending();
        int count = 0;
        long lastStart = 0;
        @Nullable Job before = null;
        for (Job job = pending.first(); job != null; job = pending.after(job)) {
            ExpectedJob known = expected.job(job);
            boolean linked = pending.before(job) == before && job.scheduler() == scheduler.scheduler;
            if (known == null || !linked || known.start <= lastStart) {
                expected.violated(ORDER, job + " on " + scheduler + " comes after " + before);
            }
            lastStart = known == null ? lastStart : known.start;
            before = job;
            count++;
        }
        if (count != scheduler.pending || count != pending.size() || pending.last() != before) {
            expected.violated(
                    ALL,
                    scheduler + " has " + count + " pending jobs of " + scheduler.pending + ", and says "
                            + pending.size());
        }
    }

    @Override
    void checkJob(Expected expected, ExpectedJob job) {
        expected.require(!job.isUnderWay() || job.lost || !job.isRunOver(), COMPLETION, job);
        if (job.hasRun()
                && !job.lost
                && !expected.isTornDown(job.job.scheduler())
                && !job.job.scheduler().pending().contains(job.job)) {
            expected.violated(ALL, job + " is on no list");
        }
    }
}
