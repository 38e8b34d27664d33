package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.adapters.explore.writer.ScheduleEnd;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import org.jspecify.annotations.Nullable;

/** The result of one schedule. */
public final class ScheduleOutcome {
    private final @Nullable Violation violation;
    private final @Nullable Throwable thrown;
    private final Choices choices;
    private final int steps;
    private final ScheduleEnd end;

    ScheduleOutcome(
            @Nullable Violation violation, @Nullable Throwable thrown, Choices choices, int steps, ScheduleEnd end) {
        this.violation = violation;
        this.thrown = thrown;
        this.choices = choices;
        this.steps = steps;
        this.end = end;
    }

    /** Returns the rule that was broken, or null. */
    public @Nullable Violation violation() {
        return violation;
    }

    /** Tells whether the schedule broke a rule. */
    public boolean breaks(Rule rule) {
        return violation != null && violation.rule().equals(rule);
    }

    /** Returns what a step threw, or null. */
    public @Nullable Throwable thrown() {
        return thrown;
    }

    /** Returns the choices that were made: the indexes of the alternatives, wherever there were at least two. */
    public int[] choices() {
        return choices.toArray();
    }

    /** Returns how many choices were made. */
    public int choiceCount() {
        return choices.count();
    }

    /** Returns a hash of the choices: equal for equal histories. */
    public long history() {
        return choices.history();
    }

    /** Returns how many steps were begun. */
    public int steps() {
        return steps;
    }

    /** Tells whether the schedule was ended because it took too many steps. */
    public boolean isCutShort() {
        return end == ScheduleEnd.TOO_LONG;
    }

    /** Tells whether the {@link Interleaving} ended the schedule because what follows was known. */
    public boolean isKnown() {
        return end == ScheduleEnd.KNOWN;
    }
}
