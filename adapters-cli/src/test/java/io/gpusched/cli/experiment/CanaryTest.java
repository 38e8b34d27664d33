package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who says "nothing found" must have looked. */
class CanaryTest {
    private static final Workload ONE_JOB = new Workload(
            new Fifo(),
            List.of(new Workload.SchedulerLine("ring", 1, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, -1)),
            List.of(new Workload.EntityLine("client", Priority.NORMAL, List.of(0))),
            List.of(),
            List.of(new Workload.TimedStep(0, new Workload.Step.Push(0, 0, 1, GpuWork.of(0), List.of()))),
            Nanos.NEVER);

    private static Runs runs(Scenario scenario) {
        return new Runs(scenario, Guarantees.KEPT, 1_000);
    }

    @Test
    void is_noticed_where_the_rules_look() {
        try (Runs runs = runs(WorkloadExploration.scenario(ONE_JOB))) {
            assertThat(runs.noticesPlantedBug()).isTrue();
        }
    }

    /** A device that the stage does not know is not checked. Then nothing may be said. */
    @Test
    void is_missed_where_the_rules_do_not_look() {
        Scenario unchecked = WorkloadExploration.scenario(ONE_JOB);
        try (Runs runs = Runs.unchecked(unchecked, Guarantees.KEPT, 1_000)) {
            assertThat(runs.noticesPlantedBug()).isFalse();
        }
    }

    @Test
    void cannot_be_shown_where_no_job_is_freed() {
        try (Runs runs = runs(stage -> {})) {
            assertThat(runs.noticesPlantedBug()).isTrue();
        }
    }
}
