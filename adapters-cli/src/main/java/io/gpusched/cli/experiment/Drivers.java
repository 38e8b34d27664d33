package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.workload.WorkloadScenario;
import io.gpusched.adapters.gpusim.SimulatedBackend;
import io.gpusched.adapters.gpusim.drivers.DriverBackend;
import io.gpusched.adapters.gpusim.drivers.SlotDriver;
import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.RecoveryStep;
import io.gpusched.application.workload.Workload;
import java.util.List;

/** The hardware under the exhibits of the museum, which other workloads may be explored on as well. */
final class Drivers {
    /** The simulated GPU, which resets in one step and never completes late. */
    static final String SIMULATED = "simulated";

    /** All of them. */
    static final List<String> NAMES = List.of(SIMULATED, "slot", "giving-up", "deferred-reset", "shared-reset");

    private static final String SLOT = "slot";
    private static final String CALLS_OVERLAP = "+calls-overlap";

    private static final long RESET_NANOS = 10_000;

    private Drivers() {}

    /**
     * Puts a workload on hardware.
     *
     * @param driver the name of the hardware; with {@code +calls-overlap} its calls may overlap, as those of a driver with locks of its own
     */
    static Scenario scenario(String driver, Workload workload) {
        boolean callsOverlap = driver.endsWith(CALLS_OVERLAP);
        String name = callsOverlap ? driver.substring(0, driver.length() - CALLS_OVERLAP.length()) : driver;
        return new WorkloadScenario(recovering(name, workload), (stage, device) -> {
            if (callsOverlap) {
                stage.letCallsOverlap();
            }
            // What a slot holds does not follow from the calls since the ring was idle.
            if (!name.equals(SLOT)) {
                stage.hidesNothing();
            }
            return name.equals(SLOT)
                    ? new DriverBackend(
                            name,
                            (ring, writer) -> new SlotDriver(writer.timers(), () -> stage.yieldPoint("interrupt")))
                    : new SimulatedBackend();
        });
    }

    /** Returns a workload whose rings recover from a hang as a driver does it. */
    private static Workload recovering(String name, Workload workload) {
        return switch (name) {
            case SIMULATED, SLOT -> workload;
            // Most drivers do not run jobs again by now, since that is deprecated.
            case "giving-up" ->
                workload.withRecovery(ring -> RecoveryPlan.of(ring.name(), RecoveryStep.of(Rung.RESET_RING))
                        .withoutResubmission());
            // panfrost_job_timedout() stops the scheduler, panfrost_reset_work() does the rest later.
            case "deferred-reset" ->
                workload.withRecovery(ring -> RecoveryPlan.of(
                        ring.name(), RecoveryStep.of(Rung.RESET_RING).taking(RESET_NANOS)));
            // amdgpu_device_gpu_recover(), panfrost_reset(): whichever ring hangs, all are reset.
            case "shared-reset" ->
                workload.withRecovery(ring -> RecoveryPlan.of("device", RecoveryStep.of(Rung.RESET_DEVICE)));
            default -> throw new IllegalArgumentException("the museum has no driver '" + name + "'");
        };
    }
}
