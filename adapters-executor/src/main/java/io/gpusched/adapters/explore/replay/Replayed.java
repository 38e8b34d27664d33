package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Outcome;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.search.ChoiceList;
import io.gpusched.adapters.explore.workload.WorkloadScenario;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that was run again.
 *
 * @param steps what happened
 * @param violation the rule that did not hold, or null
 * @param same whether exactly that happened which the token stands for; if not, the code has changed since
 */
public record Replayed(List<History.Step> steps, @Nullable Violation violation, boolean same) {
    public Replayed {
        steps = List.copyOf(steps);
    }

    /**
     * Runs a token that holds its workload.
     *
     * @param backend makes the hardware
     * @throws IllegalArgumentException if the token does not hold it
     */
    public static Replayed of(ReplayToken token, Backend backend) {
        if (token.subject() instanceof ReplayToken.Subject.Inline inline) {
            return of(new WorkloadScenario(inline.workload(), backend), token.rules(), token);
        }
        throw new IllegalArgumentException("the token holds no workload: " + token.subject());
    }

    /**
     * Runs a token on a workload that it does not hold. A token that does not hold the choices either must be given them first; see {@link
     * ReplayToken#withChoices}.
     *
     * @param workload the one that the token is of
     * @param backend makes the hardware
     * @throws IllegalArgumentException if the token is of another one
     */
    public static Replayed of(ReplayToken token, Workload workload, Backend backend) {
        Workload unnamed = ReplayToken.unnamed(workload);
        if (!token.isOf(unnamed)) {
            throw new IllegalArgumentException("the token is of another workload: " + token.subject());
        }
        return of(new WorkloadScenario(unnamed, backend), token.rules(), token);
    }

    /** Runs the choices of a token on its scenario. */
    public static Replayed of(Scenario scenario, Rules rules, ReplayToken token) {
        return of(scenario, rules, token.choices(), token.check());
    }

    /**
     * Runs choices on a scenario.
     *
     * @param check what {@link Finding#check} returned
     */
    public static Replayed of(Scenario scenario, Rules rules, List<Integer> choices, int check) {
        History history = new History();
        int[] list = choices.stream().mapToInt(Integer::intValue).toArray();
        try (Runs runs = new Runs(scenario, rules, Limits.USUAL_STEPS)) {
            Outcome outcome = runs.run(new ChoiceList(list), history);
            List<History.Step> steps = history.steps();
            String rule = outcome.violation() == null
                    ? ""
                    : outcome.violation().rule().id();
            return new Replayed(steps, outcome.violation(), History.check(steps, rule) == check);
        }
    }
}
