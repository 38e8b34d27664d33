package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.state.Fingerprint;
import io.gpusched.adapters.explore.state.StateWatch;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.adapters.explore.writer.ExploredWriter;
import io.gpusched.adapters.explore.writer.ScheduleEnd;
import io.gpusched.adapters.explore.writer.Strands;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs schedules of one scenario, one after another. Used by one thread.
 *
 * <p>A schedule has four parts, all new for each:
 *
 * <ul>
 *   <li>the {@link ExploredWriter}, which performs what the interleaving chooses;
 *   <li>the {@link StateWatch} and the {@link Fingerprint}, which sum up the state when a search asks for it;
 *   <li>the {@link Stage}, on which the scenario builds its device, and which keeps the rules;
 *   <li>a {@link ScheduleHistory}, if somebody wants to read what happened.
 * </ul>
 *
 * <p>The order of the parts is fixed: the watch must be in place before the scenario builds anything, and no rule is checked before the
 * scenario is built. After the last step the checks for that kind of end follow: a quiet end must account for every job, a cut-off end
 * need not, and a schedule that was ended early was checked after its last step.
 *
 * <p>Only the threads survive from one schedule to the next, because starting them costs more than a schedule. They exist only where items
 * overlap. Closing the runs ends them.
 */
public final class Runs implements AutoCloseable {
    private final Scenario scenario;
    private final Guarantees guarantees;
    private final int maxSteps;
    private final boolean checks;
    private final Strands strands = new Strands();

    /**
     * Makes runs.
     *
     * @param maxSteps the most steps that a schedule may take, at least 1; one that takes more is ended and counts as cut short
     */
    public Runs(Scenario scenario, Guarantees guarantees, int maxSteps) {
        this(scenario, guarantees, maxSteps, true);
    }

    private Runs(Scenario scenario, Guarantees guarantees, int maxSteps, boolean checks) {
        this.checks = checks;
        this.scenario = scenario;
        this.guarantees = guarantees;
        this.maxSteps = maxSteps;
    }

    /**
     * Makes runs without rules and without an end in time. Rules compare the present with the past; without them, the state of a schedule is
     * what the scheduler itself depends on, see {@link StateWatch#keepsHistory}.
     *
     * @param maxSteps the most steps that a schedule may take, at least 1
     */
    public static Runs unchecked(Scenario scenario, Guarantees guarantees, int maxSteps) {
        return new Runs(scenario, guarantees, maxSteps, false);
    }

    /** Runs a schedule and lets its interleaving look at the state. */
    public ScheduleOutcome observe(Observer observer, @Nullable ScheduleHistory history) {
        return run(observer, maxSteps, history);
    }

    /** Runs a schedule. */
    public ScheduleOutcome run(Interleaving interleaving) {
        return run(interleaving, maxSteps, null);
    }

    /** Runs a schedule of fewer steps. */
    public ScheduleOutcome run(Interleaving interleaving, int atMostSteps) {
        return run(interleaving, atMostSteps, null);
    }

    /** Runs a schedule and records what happens. */
    public ScheduleOutcome run(Interleaving interleaving, ScheduleHistory history) {
        return run(interleaving, maxSteps, history);
    }

    /**
     * Plants a known bug in a copy of the first schedule: the rules hear that each job is freed twice.
     *
     * @return whether the bug was noticed, or no job was freed that could show it
     */
    public boolean noticesPlantedBug() {
        ExploredWriter writer = new ExploredWriter(guarantees, Interleaving.FIRST_IN_FIRST_OUT, maxSteps, strands);
        StateWatch watch = new StateWatch(writer, checks);
        Stage stage = new Stage(writer, watch, null);
        stage.plantBug();
        return run(writer, watch, stage).violation() != null || watch.freed() == 0;
    }

    private ScheduleOutcome run(Interleaving interleaving, int atMostSteps, @Nullable ScheduleHistory history) {
        ExploredWriter writer = new ExploredWriter(guarantees, interleaving, atMostSteps, strands);
        StateWatch watch = new StateWatch(writer, checks);
        if (interleaving instanceof Observer observer) {
            observer.begins(watch, new Fingerprint(watch, writer));
        }
        if (history != null) {
            writer.recordTo(history);
        }
        return run(writer, watch, new Stage(writer, watch, history));
    }

    private ScheduleOutcome run(ExploredWriter writer, StateWatch watch, Stage stage) {
        writer.watch(watch::begins, new Fingerprint(watch, writer)::now);
        Throwable unfit = setUp(stage);
        if (unfit != null) {
            return new ScheduleOutcome(violation(unfit), unfit, writer.choices(), writer.steps(), ScheduleEnd.FAILED);
        }
        if (checks) {
            writer.afterEachStep(stage::afterStep);
        }
        ScheduleEnd end = writer.drive();
        Throwable failure = writer.failure();
        Violation violation = failure != null ? violation(failure) : checks ? atEnd(stage, end) : null;
        return new ScheduleOutcome(violation, failure, writer.choices(), writer.steps(), end);
    }

    /** What goes wrong before the first step is a finding like any other. */
    private @Nullable Throwable setUp(Stage stage) {
        try {
            scenario.setUp(stage);
            return null;
        } catch (RuntimeException | AssertionError thrown) {
            return thrown;
        }
    }

    private @Nullable Violation atEnd(Stage stage, ScheduleEnd end) {
        try {
            strands.requireNoOthers();
            switch (end) {
                case QUIET -> stage.whenQuiet();
                case CUT_OFF -> stage.whenCutOff();
                case TOO_LONG, KNOWN, FAILED -> {
                    // The schedule stopped in the middle of its work, so nothing more can be demanded.
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
