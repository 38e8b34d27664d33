package io.gpusched.adapters.gpusim;

import dagger.Binds;
import dagger.Module;
import io.gpusched.application.workload.Backend;

/** Binds the simulated GPU as the backend. */
@Module
public interface SimulatedBackendModule {
    /** The simulated GPU plays the workload. */
    @Binds
    Backend backend(SimulatedBackend simulated);
}
