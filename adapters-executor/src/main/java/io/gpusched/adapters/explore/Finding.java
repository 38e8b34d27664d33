package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.search.ChoiceList;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.application.rules.violation.Violation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of events that goes wrong.
 *
 * @param violation the rule that does not hold, in words
 * @param thrown what a step threw, if that is what went wrong
 * @param choices the choices that lead there; with them the schedule can be repeated
 * @param steps what happened, the last step being the one that went wrong
 */
public record Finding(
        Violation violation, @Nullable Throwable thrown, List<Integer> choices, List<History.Step> steps) {
    public Finding {
        choices = List.copyOf(choices);
        steps = List.copyOf(steps);
    }

    /**
     * Repeats the choices and writes down what happens.
     *
     * @return null if nothing goes wrong
     */
    public static @Nullable Finding of(Runs runs, int[] choices) {
        History history = new History();
        Outcome outcome = runs.run(new ChoiceList(choices), history);
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
        return History.lines(steps);
    }

    /** Returns a number that stands for the history and the rule: equal if the same happened. */
    public int check() {
        return History.check(steps, violation.rule().id());
    }

    /** Returns the choices as an array. */
    public int[] choiceArray() {
        return choices.stream().mapToInt(Integer::intValue).toArray();
    }
}
