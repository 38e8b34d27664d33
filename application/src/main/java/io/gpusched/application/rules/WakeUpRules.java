package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
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

    WakeUpRules(Expected expected, Violations violations) {
        super(expected, violations, RUN, FREE, QUIET);
    }

    @Override
    void checkScheduler(ExpectedScheduler expectedOf, QueuedWork queued) {
        Scheduler scheduler = expectedOf.scheduler;
        if (scheduler.isPaused() || expected.isTornDown(scheduler)) {
            return;
        }
        if (!queued.run() && !queued.free()) {
            requireNobodyToRun(scheduler);
        }
        Job head = scheduler.pending().first();
        if (!queued.free()
                && !expectedOf.leavesFinished
                && head != null
                && head.fences().finished().isSignaled()) {
            violations.add(FREE, scheduler + " rests although " + head + " has finished");
        }
    }

    @Override
    void checkQuiet(ExpectedScheduler expectedOf, QueuedWork queued) {
        Scheduler scheduler = expectedOf.scheduler;
        if (queued.run() || queued.free() || queued.message() || queued.timeout()) {
            violations.add(QUIET, scheduler + " has " + queued);
        }
        if (!expected.isTornDown(scheduler) && !scheduler.isPaused()) {
            requireNobodyToRun(scheduler);
        }
    }

    private void requireNobodyToRun(Scheduler scheduler) {
        Entity ready = scheduler.firstReady();
        Job job = ready == null ? null : ready.firstJob();
        if (job == null) {
            return;
        }
        Credits credits = scheduler.credits();
        boolean fits = Math.min(job.credits(), credits.limit()) <= credits.limit() - credits.inFlight();
        if (fits && !expected.mayOverlook(scheduler)) {
            violations.add(RUN, scheduler + " rests although " + ready + " is ready");
        }
    }
}
