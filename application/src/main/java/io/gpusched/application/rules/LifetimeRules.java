package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.sched.Scheduler;

/**
 * The steps of a job's life, each once and in their order. They are the rules of {@link HistoryRules}, checked against the model while the
 * device runs: recorded events would cost an object each.
 */
final class LifetimeRules extends Subject {
    static final Rule NOT_KILLED = new Rule(
            "lifetimes.not-killed", "no job of a killed entity runs", "drm_sched_entity_kill(), sched_entity.c");

    LifetimeRules() {
        super(NOT_KILLED);
    }

    @Override
    void jobQueued(Expected expected, ExpectedJob job) {
        expected.require(expected.job(job.job) == null, HistoryRules.KNOWN, job);
    }

    @Override
    void jobRun(Expected expected, ExpectedJob job) {
        ExpectedJob before = job.before;
        expected.require(!job.job.entity().isStopped(), NOT_KILLED, job);
        expected.require(!job.hasRun(), HistoryRules.RUNS_ONCE, job);
        expected.require(before == null || before.hasRun() || before.finished, HistoryRules.IN_ORDER, job);
    }

    @Override
    void jobSubmitted(Expected expected, ExpectedJob job, Launch launch) {
        expected.require(job.hasRun(), HistoryRules.SELECTED_FIRST, job);
        expected.require(!job.done, HistoryRules.NOT_AGAIN, job);
    }

    @Override
    void jobDone(Expected expected, ExpectedJob job) {
        expected.require(job.hasRun() && !job.done, HistoryRules.DONE_ONCE, job);
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        expected.require(job.finished || job.cancelled, HistoryRules.FREED_LATE, job);
    }

    @Override
    void unknown(Expected expected, long job, Scheduler scheduler, Happening happening) {
        Rule rule = happening == Happening.FREED || happening == Happening.RELEASED
                ? HistoryRules.FREED_ONCE
                : HistoryRules.NOTHING_AFTER;
        expected.violated(rule, "job " + job + " on " + scheduler + ": " + happening + ", but it is not known");
    }

    @Override
    void stepIsOver(Expected expected) {
        if (expected.clock.nanos() < expected.lastNanos) {
            expected.violated(
                    HistoryRules.FORWARD,
                    "it is " + expected.clock.nanos() + " ns after " + expected.lastNanos + " ns");
        }
    }
}
