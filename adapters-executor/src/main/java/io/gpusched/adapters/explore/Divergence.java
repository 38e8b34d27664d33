package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.HistoryStep;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.search.RecordedInterleaving;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.rules.violation.Violation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same choices twice and compares what happens. A difference means that the scenario depends on something besides the choices: a
 * thread, the wall clock, chance, the order of a hash table, or state that outlives a schedule.
 */
final class Divergence {
    private Divergence() {}

    /** Returns where the two histories part, or null if they are equal. */
    static @Nullable Finding between(Runs runs, int[] choices) {
        ScheduleHistory first = new ScheduleHistory();
        ScheduleHistory second = new ScheduleHistory();
        ScheduleOutcome one = runs.run(new RecordedInterleaving(choices), first);
        runs.run(new RecordedInterleaving(choices), second);
        List<HistoryStep> a = first.steps();
        List<HistoryStep> b = second.steps();
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

    /** Returns a step in words, with its time where the words alone do not differ. */
    private static String words(List<HistoryStep> steps, int at, List<HistoryStep> others) {
        if (at >= steps.size()) {
            return "the end";
        }
        String words = steps.get(at).words();
        boolean same = at < others.size() && others.get(at).words().equals(words);
        return same ? words + " at " + steps.get(at).nanos() + " ns" : words;
    }
}
