package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.HistoryStep;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.search.RecordedInterleaving;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.application.rules.violation.Violation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of events that breaks a rule.
 *
 * @param violation the rule, in words, and what was seen instead
 * @param thrown what a step threw, or null if no step threw anything
 * @param choices the choices that lead to the violation; they repeat the schedule
 * @param steps what happened; the last step broke the rule
 */
public record Finding(Violation violation, @Nullable Throwable thrown, List<Integer> choices, List<HistoryStep> steps) {
    public Finding {
        choices = List.copyOf(choices);
        steps = List.copyOf(steps);
    }

    /**
     * Repeats a schedule and records what happens.
     *
     * @return the finding, or null if this time no rule is broken
     */
    public static @Nullable Finding of(Runs runs, int[] choices) {
        ScheduleHistory history = new ScheduleHistory();
        ScheduleOutcome outcome = runs.run(new RecordedInterleaving(choices), history);
        Violation violation = outcome.violation();
        if (violation == null) {
            return null;
        }
        List<Integer> made = Arrays.stream(Choices.withoutLastZeros(outcome.choices()))
                .boxed()
                .toList();
        return new Finding(violation, outcome.thrown(), made, history.steps());
    }

    /** Returns the history as numbered lines. */
    public List<String> lines() {
        return ScheduleHistory.lines(steps);
    }

    /** Returns a hash of the history and the rule: equal if the same happened. */
    public int check() {
        return ScheduleHistory.check(steps, violation.rule().id());
    }

    /** Returns the choices as an array. */
    public int[] choiceArray() {
        return choices.stream().mapToInt(Integer::intValue).toArray();
    }
}
