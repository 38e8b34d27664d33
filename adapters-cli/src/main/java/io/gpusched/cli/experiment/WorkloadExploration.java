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
import io.gpusched.adapters.gpusim.SimulatedBackend;
import io.gpusched.application.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The result of exploring a workload on the simulated GPU.
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
        return of(workload, Drivers.SIMULATED, guarantees, settings, limits, progress);
    }

    /**
     * Explores a workload on the hardware of one of the museum's drivers.
     *
     * @param driver one of {@link #drivers}
     * @param guarantees which orders are possible
     * @param settings which of them to run
     * @param limits when to stop
     * @param progress receives from time to time how many schedules were run
     */
    public static WorkloadExploration of(
            Workload workload,
            String driver,
            Guarantees guarantees,
            SearchSettings settings,
            Limits limits,
            LongConsumer progress) {
        Explorer explorer = new Explorer(scenario(driver, workload), guarantees, settings, limits, new ElapsedTime());
        Report report = explorer.explore(progress::accept);
        Finding finding = report.finding();
        return new WorkloadExploration(
                report,
                finding == null
                        ? Optional.empty()
                        : Optional.of(ReplayableFinding.of(workload, driver, guarantees, finding)));
    }

    /** Returns the names of the drivers. */
    public static List<String> drivers() {
        return Drivers.NAMES;
    }

    static Scenario scenario(String driver, Workload workload) {
        return driver.equals(Drivers.SIMULATED) ? scenario(workload) : Drivers.scenario(driver, workload);
    }

    static Scenario scenario(Workload workload) {
        return WorkloadScenario.onForgetfulHardware(workload, new SimulatedBackend());
    }
}
