package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.sched.Scheduler;

/**
 * The steps of a job's life, each once and in their order. They are the rules of {@link HistoryRules}, checked against the model while the
 * device runs: recorded events would cost an object each.
 */
final class LifetimeRules extends Subject {
    static final Rule NOT_KILLED = new Rule(
            "lifetimes.not-killed", "no job of a killed entity runs", "drm_sched_entity_kill(), sched_entity.c");

    LifetimeRules(Expected expected, Violations violations) {
        super(expected, violations, NOT_KILLED);
    }

    @Override
    void jobQueued(ExpectedJob job) {
        require(expected.job(job.job) == null, HistoryRules.KNOWN, job);
    }

    @Override
    void jobRun(ExpectedJob job) {
        ExpectedJob before = job.before;
        require(!job.job.entity().isStopped(), NOT_KILLED, job);
        require(!job.hasRun(), HistoryRules.RUNS_ONCE, job);
        require(before == null || before.hasRun() || before.finished, HistoryRules.IN_ORDER, job);
    }

    @Override
    void jobSubmitted(ExpectedJob job, Launch launch) {
        require(job.hasRun(), HistoryRules.SELECTED_FIRST, job);
        require(!job.done, HistoryRules.NOT_AGAIN, job);
    }

    @Override
    void jobDone(ExpectedJob job) {
        require(job.hasRun() && !job.done, HistoryRules.DONE_ONCE, job);
    }

    @Override
    void freed(ExpectedJob job, boolean charged) {
        require(job.finished || job.cancelled, HistoryRules.FREED_LATE, job);
    }

    @Override
    void unknown(long job, Scheduler scheduler, Happening happening) {
        Rule rule = happening == Happening.FREED || happening == Happening.RELEASED
                ? HistoryRules.FREED_ONCE
                : HistoryRules.NOTHING_AFTER;
        violations.add(rule, "job " + job + " on " + scheduler + ": " + happening + ", but it is not known");
    }

    @Override
    void stepIsOver() {
        if (expected.clock.nanos() < expected.lastNanos) {
            violations.add(
                    HistoryRules.FORWARD,
                    "it is " + expected.clock.nanos() + " ns after " + expected.lastNanos + " ns");
        }
    }
}
