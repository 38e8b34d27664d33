package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Scenario;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.Providers;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.wiring.Inside;

/** The hardware under the exhibits of the museum: a backend inside, whose calls may overlap. */
final class Drivers {
    private static final String CALLS_OVERLAP = "+calls-overlap";

    private Drivers() {}

    /**
     * Puts a workload on hardware.
     *
     * @param driver the name of a backend; with {@code +calls-overlap} its calls may overlap, as those of a driver with locks of its own
     */
    static Scenario scenario(String driver, Workload workload) {
        boolean callsOverlap = driver.endsWith(CALLS_OVERLAP);
        String name = callsOverlap ? driver.substring(0, driver.length() - CALLS_OVERLAP.length()) : driver;
        Scenario plain = WorkloadExploration.scenario(workload.withBackend(backend(name)));
        return stage -> {
            if (callsOverlap) {
                stage.letCallsOverlap();
            }
            plain.setUp(stage);
        };
    }

    private static BackendChoice backend(String name) {
        try {
            return Inside.PROVIDERS.backend(name);
        } catch (Providers.UnknownChoice unknown) {
            throw new IllegalArgumentException("an exhibit of the museum: " + unknown.getMessage(), unknown);
        }
    }
}
