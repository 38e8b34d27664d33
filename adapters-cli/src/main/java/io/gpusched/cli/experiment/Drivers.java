package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.workload.WorkloadScenario;
import io.gpusched.adapters.gpusim.SimulatedBackend;
import io.gpusched.adapters.gpusim.drivers.DeferredResetDriver;
import io.gpusched.adapters.gpusim.drivers.DriverBackend;
import io.gpusched.adapters.gpusim.drivers.GivingUpDriver;
import io.gpusched.adapters.gpusim.drivers.SharedResetDriver;
import io.gpusched.adapters.gpusim.drivers.SlotDriver;
import io.gpusched.application.device.Device;
import io.gpusched.application.workload.Backend;
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
        return new WorkloadScenario(workload, (stage, device) -> {
            if (callsOverlap) {
                stage.letCallsOverlap();
            }
            // What a slot holds does not follow from the calls since the ring was idle.
            if (!name.equals(SLOT)) {
                stage.hidesNothing();
            }
            return backend(name, stage, device);
        });
    }

    private static Backend backend(String name, Stage stage, Device device) {
        return switch (name) {
            case SIMULATED -> new SimulatedBackend();
            case SLOT ->
                new DriverBackend(
                        name, (ring, writer) -> new SlotDriver(writer.timers(), () -> stage.yieldPoint("interrupt")));
            case "giving-up" ->
                new DriverBackend(name, (ring, writer) -> new GivingUpDriver(writer.timers(), ring.ring()));
            case "deferred-reset" ->
                new DriverBackend(name, (ring, writer) -> {
                    DeferredResetDriver driver =
                            new DeferredResetDriver(device, writer.timers(), ring.ring(), RESET_NANOS);
                    stage.alsoState(() -> driver.isResetting() ? 1 : 0);
                    return driver;
                });
            case "shared-reset" -> {
                SharedResetDriver driver = new SharedResetDriver(device);
                yield new DriverBackend(name, (ring, writer) -> driver.addRing(writer.timers(), ring.ring()));
            }
            default -> throw new IllegalArgumentException("the museum has no driver '" + name + "'");
        };
    }
}
