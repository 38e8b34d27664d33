package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;

/**
 * The steps of a job's life, each once and in their order. They are the rules of {@link HistoryRules}, checked against the model while the
 * device runs: recorded events would cost an object each.
 */
final class LifetimeRules implements Subject {
    static final Rule NOT_KILLED = new Rule(
            "lifetimes.not-killed", "no job of a killed entity runs", "drm_sched_entity_kill(), sched_entity.c");

    private final Expected expected;
    private final Violations violations;

    LifetimeRules(Expected expected, Violations violations) {
        this.expected = expected;
        this.violations = violations;
    }

    @Override
    public List<Rule> rules() {
        return List.of(NOT_KILLED);
    }

    @Override
    public void jobQueued(ExpectedJob job) {
        if (expected.job(job.job) != null) {
            violations.add(HistoryRules.KNOWN, job + " was queued before");
        }
    }

    @Override
    public void jobRun(ExpectedJob job) {
        ExpectedJob before = job.before;
        require(!job.job.entity().isStopped(), NOT_KILLED, job, "is about to run");
        require(!job.hasRun(), HistoryRules.RUNS_ONCE, job, "ran before");
        require(
                before == null || before.hasRun() || before.finished,
                HistoryRules.IN_ORDER,
                job,
                "runs before the job that was pushed before it");
    }

    @Override
    public void jobSubmitted(ExpectedJob job, Launch launch) {
        require(job.hasRun(), HistoryRules.SELECTED_FIRST, job, "was not");
        require(!job.done, HistoryRules.NOT_AGAIN, job, "was done");
    }

    @Override
    public void jobDone(ExpectedJob job) {
        require(
                job.hasRun() && !job.done,
                HistoryRules.DONE_ONCE,
                job,
                job.hasRun() ? "was done before" : "did not run");
    }

    @Override
    public void freed(ExpectedJob job, boolean charged) {
        require(
                job.finished || job.cancelled,
                HistoryRules.FREED_LATE,
                job,
                job.hasRun() ? "is on the hardware" : "is queued");
    }

    @Override
    public void unknown(long job, Scheduler scheduler, Happening happening) {
        Rule rule = happening == Happening.FREED || happening == Happening.RELEASED
                ? HistoryRules.FREED_ONCE
                : HistoryRules.NOTHING_AFTER;
        violations.add(rule, "job " + job + " on " + scheduler + " " + happening.words() + ", but it is not known");
    }

    @Override
    public void stepIsOver() {
        if (expected.clock.nanos() < expected.lastNanos) {
            violations.add(
                    HistoryRules.FORWARD,
                    "it is " + expected.clock.nanos() + " ns after " + expected.lastNanos + " ns");
        }
    }

    private void require(boolean holds, Rule rule, ExpectedJob job, String otherwise) {
        if (!holds) {
            violations.add(rule, job + " " + otherwise);
        }
    }
}
