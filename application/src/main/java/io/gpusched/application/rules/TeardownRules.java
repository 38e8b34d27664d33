package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Scheduler;

/** Rules about schedulers that were torn down. */
final class TeardownRules extends Subject {
    static final Rule NO_JOBS = new Rule(
            "teardown.no-jobs",
            "no job runs on, and none that ran is freed by, a scheduler that was torn down",
            "drm_sched_fini(), sched_main.c");
    static final Rule NO_WORK = new Rule(
            "teardown.no-work",
            "nothing is on its way for a scheduler that was torn down",
            "drm_sched_fini(), sched_main.c");
    static final Rule NOT_ELIGIBLE = new Rule(
            "teardown.not-eligible",
            "a scheduler that was torn down is not eligible",
            "drm_sched_fini(), sched_main.c");

    static final Rule EMPTY = new Rule(
            "teardown.empty",
            "a scheduler that was torn down has no job left that ran: each was cancelled and freed",
            "drm_sched_cancel_remaining_jobs(), sched_main.c");

    TeardownRules() {
        super(NO_JOBS, NO_WORK, NOT_ELIGIBLE, EMPTY);
    }

    @Override
    void jobRun(Expected expected, ExpectedJob job) {
        requireAlive(expected, job);
    }

    @Override
    void jobSubmitted(Expected expected, ExpectedJob job, Launch launch) {
        requireAlive(expected, job);
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        if (job.hasRun()) {
            requireAlive(expected, job);
        }
    }

    @Override
    void unknown(Expected expected, long job, Scheduler scheduler, Happening happening) {
        boolean runs = happening == Happening.RUN || happening == Happening.SUBMITTED || happening == Happening.FREED;
        if (runs && expected.isTornDown(scheduler)) {
            expected.violated(NO_JOBS, "job " + job + " on " + scheduler + ": " + happening);
        }
    }

    private static void requireAlive(Expected expected, ExpectedJob job) {
        expected.require(!expected.isTornDown(job.job.scheduler()), NO_JOBS, job);
    }

    @Override
    void checkScheduler(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {
        if (!expected.isTornDown(scheduler.scheduler)) {
            return;
        }
        if (queued.run() || queued.free() || queued.message() || queued.timeout()) {
            expected.violated(NO_WORK, scheduler + " has " + queued);
        }
        expected.require(!scheduler.scheduler.isEligible(), NOT_ELIGIBLE, scheduler);
        expected.require(scheduler.scheduler.pending().isEmpty(), EMPTY, scheduler);
    }

    /** A job that the device lost while the timeout handler had it is nobody's to free, as in Linux. */
    @Override
    void checkJob(Expected expected, ExpectedJob job) {
        if (job.hasRun() && !job.lost) {
            expected.require(!expected.isTornDown(job.job.scheduler()), EMPTY, job);
        }
    }
}
