package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Credits;

/** Rules about credits: how much of the hardware jobs take up. */
final class CreditRules extends Subject {
    static final Rule WITHIN_LIMIT = new Rule(
            "credits.within-limit", "the credits in flight are 0 to the limit", "drm_sched_can_queue(), sched_main.c");
    static final Rule AS_ASKED = new Rule(
            "credits.as-asked",
            "a job takes up what it asked for, or the limit if that is less",
            "drm_sched_can_queue(), sched_main.c");
    static final Rule ASKED_WITHIN_LIMIT = new Rule(
            "credits.asked-within-limit",
            "what the jobs on the hardware asked for never adds up to more than the limit",
            "drm_sched_can_queue(), sched_main.c");
    static final Rule SUM = new Rule(
            "credits.sum",
            "the credits in flight are the sum over the jobs that ran, are not done and were not detached by a stop",
            "drm_sched_run_job_work(), drm_sched_job_done(), sched_main.c");

    CreditRules() {
        super(WITHIN_LIMIT, AS_ASKED, ASKED_WITHIN_LIMIT, SUM);
    }

    @Override
    void jobRun(Expected expected, ExpectedJob job) {
        Credits credits = job.scheduler.scheduler.credits();
        if (credits.inFlight() > credits.limit()) {
            expected.violated(WITHIN_LIMIT, job + " makes it " + credits.inFlight() + " of " + credits.limit());
        }
        if (job.job.credits() != job.credits) {
            expected.violated(AS_ASKED, job + " takes " + job.job.credits() + " credits, not " + job.credits);
        }
        long sum = job.hasRun() ? 0 : job.credits;
        for (int i = 0; i < job.scheduler.running.size(); i++) {
            ExpectedJob each = job.scheduler.running.get(i);
            sum += each.isUnderWay() ? each.credits : 0;
        }
        if (sum > credits.limit()) {
            expected.violated(ASKED_WITHIN_LIMIT, job + " makes it " + sum + " of " + credits.limit());
        }
    }

    @Override
    void checkScheduler(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {
        Credits credits = scheduler.scheduler.credits();
        if (expected.isTornDown(scheduler.scheduler)) {
            return;
        }
        if (credits.inFlight() != scheduler.creditsUnderWay) {
            expected.violated(
                    SUM,
                    scheduler + " counts " + credits.inFlight() + ", its jobs take up " + scheduler.creditsUnderWay);
        }
        if (credits.inFlight() < 0 || credits.inFlight() > credits.limit()) {
            expected.violated(WITHIN_LIMIT, scheduler + " counts " + credits.inFlight() + " of " + credits.limit());
        }
    }
}
