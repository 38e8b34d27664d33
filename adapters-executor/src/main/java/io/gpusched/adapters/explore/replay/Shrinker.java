package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Outcome;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.search.ChoiceList;
import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.workload.Workload;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes findings short: fewer jobs and faults, fewer steps, fewer choices that differ from first-in-first-out; the rule that is broken
 * stays the same. Deterministic.
 */
public final class Shrinker {
    private static final int CHOICE_ATTEMPTS = 6_000;
    private static final int WORKLOADS = 600;
    private static final int TRIES_PER_WORKLOAD = 250;

    private final Rules rules;
    private final int maxSteps;

    /**
     * Makes a shrinker.
     *
     * @param rules those under which the trouble was found
     * @param maxSteps the most steps that a schedule may take
     */
    public Shrinker(Rules rules, int maxSteps) {
        this.rules = rules;
        this.maxSteps = maxSteps;
    }

    /**
     * A finding and the workload that shows it.
     *
     * @param workload the workload
     * @param finding what goes wrong with it
     */
    public record Shrunk(Workload workload, Finding finding) {}

    /** Shrinks the choices; the scenario stays as it is. */
    public Finding shrink(Scenario scenario, Finding found) {
        try (Runs runs = new Runs(scenario, rules, maxSteps)) {
            Outcome first = runs.run(new ChoiceList(found.choiceArray()));
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
     * @param scenarios makes the scenario of a workload
     */
    public Shrunk shrink(Workload workload, Function<Workload, Scenario> scenarios, Finding found) {
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
            return new Shrunk(workload, shrink(scenarios.apply(workload), found));
        }
        try (Runs runs = new Runs(scenario, rules, maxSteps)) {
            Finding finding = Finding.of(runs, choices);
            return new Shrunk(smallest, shrink(scenario, finding == null ? found : finding));
        }
    }

    private int @Nullable [] choicesThatBreak(Rule rule, Scenario scenario, int[] hint) {
        try (Runs runs = new Runs(scenario, rules, maxSteps)) {
            Outcome outcome = ChoiceShrinker.find(runs, rule, hint, TRIES_PER_WORKLOAD);
            return outcome == null ? null : outcome.choices();
        }
    }
}
