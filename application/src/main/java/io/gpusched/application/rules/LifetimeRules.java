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

    static final Rule KNOWN = HistoryRules.KNOWN;
    static final Rule RUNS_ONCE = HistoryRules.RUNS_ONCE;
    static final Rule IN_ORDER = HistoryRules.IN_ORDER;
    static final Rule SELECTED_FIRST = HistoryRules.SELECTED_FIRST;
    static final Rule NOT_AGAIN = HistoryRules.NOT_AGAIN;
    static final Rule DONE_ONCE = HistoryRules.DONE_ONCE;
    static final Rule FREED_LATE = HistoryRules.FREED_LATE;
    static final Rule FREED_ONCE = HistoryRules.FREED_ONCE;
    static final Rule NOTHING_AFTER = HistoryRules.NOTHING_AFTER;

    LifetimeRules() {
        super(
                NOT_KILLED,
                KNOWN,
                RUNS_ONCE,
                IN_ORDER,
                SELECTED_FIRST,
                NOT_AGAIN,
                DONE_ONCE,
                FREED_LATE,
                FREED_ONCE,
                NOTHING_AFTER);
    }

    @Override
    void jobQueued(Expected expected, ExpectedJob job) {
        expected.require(expected.job(job.job) == null, KNOWN, job);
    }

    @Override
    void jobRun(Expected expected, ExpectedJob job) {
        ExpectedJob before = job.before;
        expected.require(!job.job.entity().isStopped(), NOT_KILLED, job);
        expected.require(!job.hasRun(), RUNS_ONCE, job);
        expected.require(before == null || before.hasRun() || before.finished, IN_ORDER, job);
    }

    @Override
    void jobSubmitted(Expected expected, ExpectedJob job, Launch launch) {
        expected.require(job.hasRun(), SELECTED_FIRST, job);
        expected.require(!job.done, NOT_AGAIN, job);
    }

    @Override
    void jobDone(Expected expected, ExpectedJob job) {
        expected.require(job.hasRun() && !job.done, DONE_ONCE, job);
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        expected.require(job.finished || job.cancelled, FREED_LATE, job);
    }

    @Override
    void unknown(Expected expected, long job, Scheduler scheduler, Happening happening) {
        Rule rule = happening == Happening.FREED || happening == Happening.RELEASED ? FREED_ONCE : NOTHING_AFTER;
        expected.violated(rule, "job " + job + " on " + scheduler + ": " + happening + ", but it is not known");
    }
}
