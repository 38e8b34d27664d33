package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.search.ChoiceList;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.rules.violation.Violation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same choices twice and compares what happens. A difference means that something has a will of its own: a thread, the wall
 * clock, chance, the order of a hash table, or state that outlives a schedule.
 */
final class Divergence {
    private Divergence() {}

    /** Returns where two histories part, or null if they do not. */
    static @Nullable Finding between(Runs runs, int[] choices) {
        History first = new History();
        History second = new History();
        Outcome one = runs.run(new ChoiceList(choices), first);
        runs.run(new ChoiceList(choices), second);
        List<History.Step> a = first.steps();
        List<History.Step> b = second.steps();
        int length = Math.min(a.size(), b.size());
        int at = 0;
        while (at < length && a.get(at).equals(b.get(at))) {
            at++;
        }
        if (at == a.size() && at == b.size()) {
            return null;
        }
        String seen = "step " + (at + 1) + " was '" + words(a, at, b) + "', the second time '" + words(b, at, a) + "'";
        return new Finding(
                new Violation(ExplorationRules.REPEATABLE, seen, 0),
                one.thrown(),
                Arrays.stream(choices).boxed().toList(),
                a.subList(0, Math.min(at + 1, a.size())));
    }

    /** The time is told where nothing else differs. */
    private static String words(List<History.Step> steps, int at, List<History.Step> others) {
        if (at >= steps.size()) {
            return "the end";
        }
        String words = steps.get(at).words();
        boolean same = at < others.size() && others.get(at).words().equals(words);
        return same ? words + " at " + steps.get(at).nanos() + " ns" : words;
    }
}
