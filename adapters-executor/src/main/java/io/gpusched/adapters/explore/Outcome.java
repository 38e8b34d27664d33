package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.adapters.explore.writer.End;
import io.gpusched.application.rules.violation.Violation;
import org.jspecify.annotations.Nullable;

/** How a schedule ended. */
public final class Outcome {
    private final @Nullable Violation violation;
    private final @Nullable Throwable thrown;
    private final Choices choices;
    private final int steps;
    private final End end;

    Outcome(@Nullable Violation violation, @Nullable Throwable thrown, Choices choices, int steps, End end) {
        this.violation = violation;
        this.thrown = thrown;
        this.choices = choices;
        this.steps = steps;
        this.end = end;
    }

    /** Returns the rule that did not hold, or null. */
    public @Nullable Violation violation() {
        return violation;
    }

    /** Returns what a step threw, or null. */
    public @Nullable Throwable thrown() {
        return thrown;
    }

    /** Returns the choices, where there was something to choose. */
    public int[] choices() {
        return choices.toArray();
    }

    public int choiceCount() {
        return choices.count();
    }

    /** Returns a number that stands for the choices: equal for equal histories. */
    public long history() {
        return choices.history();
    }

    /** Returns how many steps were begun. */
    public int steps() {
        return steps;
    }

    /** Tells whether the schedule was ended because it took too many steps. */
    public boolean isCutShort() {
        return end == End.TOO_LONG;
    }

    /** Tells whether the schedule was ended by the {@link Interleaving}, since what follows was known. */
    public boolean isKnown() {
        return end == End.KNOWN;
    }
}
