package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Scheduler;

/** What a scheduler that was torn down does not do any more. */
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

    TeardownRules(Expected expected, Violations violations) {
        super(expected, violations, NO_JOBS, NO_WORK, NOT_ELIGIBLE);
    }

    @Override
    void jobRun(ExpectedJob job) {
        requireAlive(job);
    }

    @Override
    void jobSubmitted(ExpectedJob job, Launch launch) {
        requireAlive(job);
    }

    @Override
    void freed(ExpectedJob job, boolean charged) {
        if (job.hasRun()) {
            requireAlive(job);
        }
    }

    @Override
    void unknown(long job, Scheduler scheduler, Happening happening) {
        boolean runs = happening == Happening.RUN || happening == Happening.SUBMITTED || happening == Happening.FREED;
        if (runs && expected.isTornDown(scheduler)) {
            violations.add(NO_JOBS, "job " + job + " on " + scheduler + ": " + happening);
        }
    }

    private void requireAlive(ExpectedJob job) {
        require(!expected.isTornDown(job.job.scheduler()), NO_JOBS, job);
    }

    @Override
    void checkScheduler(ExpectedScheduler scheduler, QueuedWork queued) {
        if (!expected.isTornDown(scheduler.scheduler)) {
            return;
        }
        if (queued.run() || queued.free() || queued.message() || queued.timeout()) {
            violations.add(NO_WORK, scheduler + " has " + queued);
        }
        require(!scheduler.scheduler.isEligible(), NOT_ELIGIBLE, scheduler);
    }
}
