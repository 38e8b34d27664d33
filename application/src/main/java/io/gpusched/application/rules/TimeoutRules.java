package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Job;

/** Checks that each scheduler's timeout is armed exactly when it should be, and for as long. */
final class TimeoutRules extends Subject {
    static final Rule ARMED = new Rule(
            "timeouts.armed", "the timeout is armed while jobs are pending", "drm_sched_start_timeout(), sched_main.c");
    static final Rule NOT_ARMED = new Rule(
            "timeouts.not-armed",
            "the timeout is not armed while nothing is pending or its clock stands still, nor after the device is gone",
            "drm_sched_suspend_timeout(), drm_sched_job_timedout(), sched_main.c");
    static final Rule NOT_LATE = new Rule(
            "timeouts.not-late",
            "the timeout comes when its time is over since it was last armed, not later",
            "drm_sched_start_timeout(), sched_main.c");
    static final Rule NOT_EARLY = new Rule(
            "timeouts.not-early",
            "a job times out when its time is over, or at a fault",
            "drm_sched_start_timeout(), drm_sched_fault(), sched_main.c");
    static final Rule ONE_HANDLER = new Rule(
            "timeouts.one-handler", "one timeout is handled at a time", "drm_sched_init(): timeout_wq, sched_main.c");
    static final Rule NOT_FREED_IN_HAND = new Rule(
            "timeouts.not-freed-in-hand",
            "a job is not freed while the timeout handler looks at it",
            "drm_sched_job_timedout(), sched_main.c");

    TimeoutRules() {
        super(ARMED, NOT_ARMED, NOT_LATE, NOT_EARLY, ONE_HANDLER, NOT_FREED_IN_HAND);
    }

    @Override
    void timedOut(Expected expected, Job job) {
        ExpectedTimeout timeout = expected.scheduler(job.scheduler()).timeout;
        if (!timeout.armed || timeout.dueNanos > expected.clock.nanos()) {
            expected.violated(NOT_EARLY, job + " of " + job.entity() + " on " + job.scheduler());
        }
        if (expected.judged != null) {
            expected.violated(ONE_HANDLER, job + " of " + job.entity() + " on " + job.scheduler());
        }
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        expected.require(!job.inHand, NOT_FREED_IN_HAND, job);
    }

    @Override
    void checkScheduler(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {
        ExpectedTimeout timeout = scheduler.timeout;
        if (expected.isTornDown(scheduler.scheduler)) {
            return;
        }
        if (queued.timeout() != timeout.armed) {
            expected.violated(
                    timeout.armed ? ARMED : NOT_ARMED,
                    scheduler + " has " + scheduler.scheduler.pending().size() + " jobs pending and "
                            + (timeout.armed ? "no" : "a") + " timer");
            return;
        }
        if (timeout.armed) {
            long nowNanos = expected.clock.nanos();
            long seenNanos = queued.timeoutInNanos();
            long atMostNanos = Math.max(0, timeout.dueAtMostNanos - nowNanos);
            long atLeastNanos = Math.max(0, timeout.dueNanos - nowNanos);
            if (seenNanos > atMostNanos) {
                expected.violated(NOT_LATE, scheduler + " has its timer in " + seenNanos + " ns, not " + atMostNanos);
            }
            if (seenNanos < atLeastNanos) {
                expected.violated(NOT_EARLY, scheduler + " has its timer in " + seenNanos + " ns, not " + atLeastNanos);
            }
        }
    }
}
