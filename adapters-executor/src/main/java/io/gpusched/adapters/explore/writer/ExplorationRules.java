package io.gpusched.adapters.explore.writer;

import io.gpusched.application.rules.violation.Rule;
import java.util.List;

/** The rules of an exploration that are not in the rule book: about repeatability, exceptions and overlapping calls. */
public final class ExplorationRules {
    /** No step throws. */
    public static final Rule NO_STEP_FAILS = new Rule("runs.no-step-fails", "no step fails", "docs/exploration.md");

    /** The same choices make the same run. */
    public static final Rule REPEATABLE = new Rule(
            "runs.repeatable",
            "the same choices make the same history (a thread, the clock, chance, hash order or old state would break it)",
            "docs/exploration.md");

    /** No thread calls that does not belong to the exploration. */
    public static final Rule NO_OTHER_THREADS = new Rule(
            "runs.no-other-threads",
            "nothing has a thread of its own (what a thread does comes at another moment every time)",
            "docs/exploration.md");

    /** A run comes to its end. */
    public static final Rule ENDS = new Rule("runs.ends", "a run comes to its end", "docs/exploration.md");

    /** Every job that was accepted ends. */
    public static final Rule EVERY_JOB_ENDS = new Rule(
            "runs.every-job-ends",
            "every accepted job ends, unless somebody who can act never does",
            "docs/exploration.md");

    /** The first entity is served while others come and go. */
    public static final Rule FIRST_IS_SERVED = new Rule(
            "runs.first-is-served",
            "whoever has a job that could start is served after a bounded number of jobs of others",
            "docs/exploration.md");

    /** Ordered work queues guarantee this to the hardware. */
    public static final Rule ONE_CALL_AT_A_TIME = new Rule(
            "runs.one-call-at-a-time",
            "the calls to one piece of hardware come one at a time",
            "workqueue.h: alloc_ordered_workqueue()");

    private ExplorationRules() {}

    /** Returns all of them. */
    public static List<Rule> all() {
        return List.of(
                NO_STEP_FAILS, REPEATABLE, NO_OTHER_THREADS, ONE_CALL_AT_A_TIME, ENDS, EVERY_JOB_ENDS, FIRST_IS_SERVED);
    }
}
