package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.ElapsedTime;
import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.workload.WorkloadScenario;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.wiring.Inside;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The result of exploring a workload.
 *
 * @param report what was run
 * @param found the order of events that breaks a rule, shrunk, if the report has one
 */
public record WorkloadExploration(Report report, Optional<ReplayableFinding> found) {
    /**
     * Explores a workload.
     *
     * @param guarantees which orders are possible
     * @param settings which of them to run
     * @param limits when to stop
     * @param progress receives from time to time how many schedules were run
     */
    public static WorkloadExploration of(
            Workload workload, Guarantees guarantees, SearchSettings settings, Limits limits, LongConsumer progress) {
        Explorer explorer = new Explorer(scenario(workload), guarantees, settings, limits, new ElapsedTime());
        Report report = explorer.explore(progress::accept);
        Finding finding = report.finding();
        return new WorkloadExploration(
                report,
                finding == null ? Optional.empty() : Optional.of(ReplayableFinding.of(workload, guarantees, finding)));
    }

    /** Returns a workload on the hardware of its backends. */
    static Scenario scenario(Workload workload) {
        return new WorkloadScenario(workload, site -> workload.backend(Inside.usualBackend(), site));
    }
}
