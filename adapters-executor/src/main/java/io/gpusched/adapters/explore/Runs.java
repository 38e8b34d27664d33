package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.state.Fingerprint;
import io.gpusched.adapters.explore.state.StateWatch;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.adapters.explore.writer.End;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.adapters.explore.writer.ExploredWriter;
import io.gpusched.adapters.explore.writer.Strands;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs schedules of one scenario, one after the other. Keeps the threads between them, if there are any; closing it ends them. Used by
 * one thread.
 */
public final class Runs implements AutoCloseable {

    private final Scenario scenario;
    private final Rules rules;
    private final int maxSteps;
    private final Strands strands = new Strands();

    /**
     * Makes runs.
     *
     * @param maxSteps the most steps that a schedule may take, at least 1; one that takes more is ended and counted as cut short
     */
    public Runs(Scenario scenario, Rules rules, int maxSteps) {
        this.scenario = scenario;
        this.rules = rules;
        this.maxSteps = maxSteps;
    }

    /** Runs a schedule. */
    public Outcome run(Interleaving interleaving) {
        return run(interleaving, maxSteps, null);
    }

    /** Runs a schedule of fewer steps. */
    public Outcome run(Interleaving interleaving, int atMostSteps) {
        return run(interleaving, atMostSteps, null);
    }

    /** Runs a schedule and writes down what happens. */
    public Outcome run(Interleaving interleaving, History history) {
        return run(interleaving, maxSteps, history);
    }

    private Outcome run(Interleaving interleaving, int atMostSteps, @Nullable History history) {
        StateWatch watch = new StateWatch();
        One one = new One(interleaving, atMostSteps, watch);
        Stage stage = new Stage(one.writer, watch, history);
        if (history != null) {
            one.writer.tell(history);
        }
        watch.tellTimeBy(one.writer);
        one.writer.beforeEach(watch::begins);
        scenario.setUp(stage);
        one.writer.afterEachStep(stage::afterStep);
        End end = one.writer.drive();
        Violation violation = one.writer.failure() == null ? atEnd(stage, end) : violation(one.writer.failure());
        Choices choices = one.writer.choices();
        return new Outcome(violation, one.writer.failure(), choices, one.writer.steps(), end);
    }

    /** A writer and the fingerprint of its state, which refer to each other. */
    private final class One {
        private final Fingerprint fingerprint;
        private final ExploredWriter writer;

        One(Interleaving interleaving, int atMostSteps, StateWatch watch) {
            fingerprint = new Fingerprint(watch);
            writer = new ExploredWriter(rules, interleaving, atMostSteps, strands, this::state);
        }

        private long[] state() {
            return fingerprint.of(writer);
        }
    }

    private @Nullable Violation atEnd(Stage stage, End end) {
        try {
            strands.requireNoOthers();
            switch (end) {
                case QUIET -> stage.whenQuiet();
                case CUT_OFF -> stage.whenCutOff();
                case TOO_LONG, KNOWN, FAILED -> {
                    // Nothing is at rest here.
                }
            }
            return null;
        } catch (RuntimeException | AssertionError thrown) {
            return violation(thrown);
        }
    }

    private static Violation violation(Throwable thrown) {
        return thrown instanceof ViolationException broken
                ? broken.violation()
                : new Violation(ExplorationRules.NO_STEP_FAILS, thrown.toString(), 0);
    }

    @Override
    public void close() {
        strands.close();
    }
}
