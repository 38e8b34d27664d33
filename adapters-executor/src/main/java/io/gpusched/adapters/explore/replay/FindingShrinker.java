package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.search.RecordedInterleaving;
import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.workload.Workload;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shrinks findings: fewer jobs and faults, then fewer steps, then fewer choices other than first in, first out. The broken rule stays the
 * same, because a smaller history of another bug would explain nothing.
 *
 * <p>The workload comes first. A change of the workload makes the choices meaningless, since their numbers then point at other
 * alternatives. So for each candidate the shrinker searches anew: it tries the choices of the last success as a hint, then a few hundred
 * schedules of each strategy. A candidate counts as sound if none of them breaks the rule. That can be wrong, and then the result is larger
 * than it need be, never false. The choices follow last, on the workload that is left; see {@link ChoiceShrinker}.
 *
 * <p>Everything is deterministic: the same finding shrinks to the same history on every machine.
 */
public final class FindingShrinker {
    private static final int CHOICE_ATTEMPTS = 6_000;
    private static final int WORKLOADS = 600;
    private static final int TRIES_PER_WORKLOAD = 250;

    private final Guarantees guarantees;
    private final int maxSteps;

    /**
     * Makes a shrinker.
     *
     * @param guarantees what the writer guaranteed when the finding was made
     * @param maxSteps the most steps that a schedule may take
     */
    public FindingShrinker(Guarantees guarantees, int maxSteps) {
        this.guarantees = guarantees;
        this.maxSteps = maxSteps;
    }

    /**
     * A finding and the workload that shows it.
     *
     * @param workload the workload
     * @param finding the order of events that breaks the rule
     */
    public record Shrunk(Workload workload, Finding finding) {}

    /** Shrinks the choices. The scenario stays as it is. */
    public Finding shrink(Scenario scenario, Finding found) {
        try (Runs runs = new Runs(scenario, guarantees, maxSteps)) {
            ScheduleOutcome first = runs.run(new RecordedInterleaving(found.choiceArray()));
            if (first.violation() == null) {
                return found;
            }
            Finding shrunk = Finding.of(runs, new ChoiceShrinker(runs, first, CHOICE_ATTEMPTS).shrink());
            return shrunk == null ? found : shrunk;
        }
    }

    /**
     * Shrinks the workload, and then the choices.
     *
     * @param workload where to begin: the workload of the finding, or a plainer one
     * @param scenarios makes the scenario of a workload
     * @return null if no schedule was found that breaks the rule on that workload
     */
    public @Nullable Shrunk shrink(Workload workload, Function<Workload, Scenario> scenarios, Finding found) {
        Rule rule = found.violation().rule();
        int[][] hint = {found.choiceArray()};
        Workload smallest = WorkloadShrinker.shrink(
                workload,
                candidate -> {
                    int[] choices = choicesThatBreak(rule, scenarios.apply(candidate), hint[0]);
                    if (choices != null) {
                        hint[0] = choices;
                    }
                    return choices != null;
                },
                WORKLOADS);
        Scenario scenario = scenarios.apply(smallest);
        int[] choices = choicesThatBreak(rule, scenario, hint[0]);
        if (choices == null) {
            return null;
        }
        try (Runs runs = new Runs(scenario, guarantees, maxSteps)) {
            Finding finding = Finding.of(runs, choices);
            return finding == null ? null : new Shrunk(smallest, shrink(scenario, finding));
        }
    }

    private int @Nullable [] choicesThatBreak(Rule rule, Scenario scenario, int[] hint) {
        try (Runs runs = new Runs(scenario, guarantees, maxSteps)) {
            ScheduleOutcome outcome = ChoiceShrinker.find(runs, rule, hint, TRIES_PER_WORKLOAD);
            return outcome == null ? null : outcome.choices();
        }
    }
}
