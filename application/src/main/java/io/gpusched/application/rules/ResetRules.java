package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.PendingList;
import org.jspecify.annotations.Nullable;

/** Rules about resets and pauses: what must not happen during one, and what a reset runs again. */
final class ResetRules extends Subject {
    static final Rule NO_START = new Rule(
            "resets.no-start",
            "no job is started between the stop and the start of a reset",
            "drm_sched_stop(), sched_main.c");
    static final Rule PAUSED = new Rule(
            "resets.paused", "no job runs while submission is paused", "drm_sched_wqueue_stop(), sched_main.c");
    static final Rule SILENT = new Rule(
            "resets.silent",
            "while submission is paused no run, free or message work is queued",
            "drm_sched_wqueue_stop(), sched_main.c");
    static final Rule ALL_AGAIN = new Rule(
            "resets.all-again",
            "a reset that runs the pending jobs again leaves none of them without a run",
            "drm_sched_resubmit_jobs(), sched_main.c");
    static final Rule ORDER = new Rule(
            "resets.order",
            "a resubmission gives all pending jobs again, in their order, each once",
            "drm_sched_resubmit_jobs(), sched_main.c");

    ResetRules() {
        super(NO_START, PAUSED, SILENT, ALL_AGAIN, ORDER);
    }

    @Override
    void jobRun(Expected expected, ExpectedJob job) {
        expected.require(!job.scheduler.inReset, NO_START, job);
        expected.require(!job.scheduler.scheduler.isPaused(), PAUSED, job);
    }

    @Override
    void starting(Expected expected, ExpectedScheduler scheduler, @Nullable Errno error) {
        if (!scheduler.runsAgain) {
            return;
        }
        PendingList pending = scheduler.scheduler.pending();
        for (int i = 0; i < scheduler.running.size(); i++) {
            ExpectedJob each = scheduler.running.get(i);
            if (each.detached && !each.again && pending.contains(each.job)) {
                expected.violated(ALL_AGAIN, each.toString());
            }
        }
    }

    @Override
    void hardwareRuns(Expected expected, ExpectedJob job) {
        expected.require(job.runs == 0 || job.job == next(job.scheduler), ORDER, job);
    }

    /** After the last one a resubmission begins anew, since a driver may resubmit twice. */
    private static Object next(ExpectedScheduler scheduler) {
        PendingList pending = scheduler.scheduler.pending();
        var before = scheduler.resubmitted;
        var next = before == null || !pending.contains(before) ? null : pending.after(before);
        var first = pending.first();
        return next != null ? next : first == null ? scheduler : first;
    }

    @Override
    void started(Expected expected, ExpectedScheduler scheduler) {
        var last = scheduler.resubmitted;
        if (last != null && last != scheduler.scheduler.pending().last()) {
            expected.violated(ORDER, last + " was the last on " + scheduler);
        }
    }

    @Override
    void checkScheduler(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {
        if (scheduler.paused && (queued.run() || queued.free() || queued.message())) {
            expected.violated(SILENT, scheduler + " has " + queued);
        }
    }
}
