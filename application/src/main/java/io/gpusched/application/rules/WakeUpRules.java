package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Credits;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;

/** Work is queued wherever there is something to do. */
final class WakeUpRules extends Subject {
    static final Rule RUN = new Rule(
            "wake-ups.run",
            "no wake-up is lost: who is ready and fits is looked at",
            "drm_sched_wakeup(), drm_sched_run_job_queue(), sched_main.c");
    static final Rule FREE = new Rule(
            "wake-ups.free",
            "no wake-up is lost: a finished job at the head of the pending list is freed",
            "drm_sched_run_free_queue(), sched_main.c");
    static final Rule QUIET = new Rule(
            "wake-ups.quiet", "nothing is queued when nothing is left to do", "workqueue.h: what is queued runs");

    WakeUpRules() {
        super(RUN, FREE, QUIET);
    }

    @Override
    void checkScheduler(Expected expected, ExpectedScheduler expectedOf, QueuedWork queued) {
        Scheduler scheduler = expectedOf.scheduler;
        if (scheduler.isPaused() || expected.isTornDown(scheduler)) {
            return;
        }
        if (!queued.run() && !queued.free()) {
            requireNobodyToRun(expected, scheduler);
        }
        Job head = scheduler.pending().first();
        if (!queued.free()
                && !expectedOf.leavesFinished
                && head != null
                && head.fences().finished().isSignaled()) {
            expected.violated(FREE, scheduler + " rests although " + head + " has finished");
        }
    }

    @Override
    void checkQuiet(Expected expected, ExpectedScheduler expectedOf, QueuedWork queued) {
        Scheduler scheduler = expectedOf.scheduler;
        if (queued.run() || queued.free() || queued.message() || queued.timeout()) {
            expected.violated(QUIET, scheduler + " has " + queued);
        }
        if (!expected.isTornDown(scheduler) && !scheduler.isPaused()) {
            requireNobodyToRun(expected, scheduler);
        }
    }

    private static void requireNobodyToRun(Expected expected, Scheduler scheduler) {
        Entity ready = scheduler.firstReady();
        Job job = ready == null ? null : ready.firstJob();
        if (job == null) {
            return;
        }
        Credits credits = scheduler.credits();
        boolean fits = Math.min(job.credits(), credits.limit()) <= credits.limit() - credits.inFlight();
        if (fits && !expected.mayOverlook(scheduler)) {
            expected.violated(RUN, scheduler + " rests although " + ready + " is ready");
        }
    }
}
