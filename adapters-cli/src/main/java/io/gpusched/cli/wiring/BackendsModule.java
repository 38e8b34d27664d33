package io.gpusched.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import io.gpusched.adapters.gpusim.SimulatedBackendProvider;
import io.gpusched.adapters.gpusim.drivers.PlannedBackendProvider;
import io.gpusched.adapters.gpusim.drivers.SlotBackendProvider;
import io.gpusched.application.workload.BackendProvider;

/** The backends inside, by their names. */
@Module
interface BackendsModule {
    /** The backend under the rings that name none. */
    String USUAL = SimulatedBackendProvider.NAME;

    /** The simulated GPU, which recovers as the workload says. */
    @Provides
    @IntoMap
    @StringKey(USUAL)
    static BackendProvider simulated() {
        return new SimulatedBackendProvider();
    }

    /** Hardware with one slot. */
    @Provides
    @IntoMap
    @StringKey(SlotBackendProvider.NAME)
    static BackendProvider slot() {
        return new SlotBackendProvider();
    }

    /** A driver that ends the jobs on a ring that it resets. */
    @Provides
    @IntoMap
    @StringKey(PlannedBackendProvider.GIVING_UP)
    static BackendProvider givingUp() {
        return PlannedBackendProvider.givingUp();
    }

    /** A driver that resets some time after the timeout. */
    @Provides
    @IntoMap
    @StringKey(PlannedBackendProvider.DEFERRED_RESET)
    static BackendProvider deferredReset() {
        return PlannedBackendProvider.deferredReset();
    }

    /** A driver that resets all rings at once. */
    @Provides
    @IntoMap
    @StringKey(PlannedBackendProvider.SHARED_RESET)
    static BackendProvider sharedReset() {
        return PlannedBackendProvider.sharedReset();
    }
}
