package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.history.HistoryStep;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.search.RecordedInterleaving;
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
 * @param violation the rule that was broken, or null
 * @param same whether exactly the same happened as when the token was made; if not, the code has changed since
 */
public record Replayed(List<HistoryStep> steps, @Nullable Violation violation, boolean same) {
    public Replayed {
        steps = List.copyOf(steps);
    }

    /**
     * Runs the choices of a token on a workload.
     *
     * @param workload the one that the token is about
     * @param backend makes the hardware
     */
    public static Replayed of(ReplayToken token, Workload workload, Backend backend) {
        return of(new WorkloadScenario(workload, backend), token.guarantees(), token);
    }

    /** Runs the choices of a token on a scenario. */
    public static Replayed of(Scenario scenario, Guarantees guarantees, ReplayToken token) {
        ScheduleHistory history = new ScheduleHistory();
        int[] choices = token.choices().stream().mapToInt(Integer::intValue).toArray();
        try (Runs runs = new Runs(scenario, guarantees, Limits.USUAL_STEPS)) {
            ScheduleOutcome outcome = runs.run(new RecordedInterleaving(choices), history);
            List<HistoryStep> steps = history.steps();
            String rule = outcome.violation() == null
                    ? ""
                    : outcome.violation().rule().id();
            return new Replayed(steps, outcome.violation(), ScheduleHistory.check(steps, rule) == token.check());
        }
    }
}
