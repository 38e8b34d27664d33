package io.gpusched.adapters.gpusim.drivers;

import io.gpusched.adapters.gpusim.SimulatedBackendProvider;
import io.gpusched.application.port.Rung;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.RecoveryStep;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.Workload.SchedulerLine;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The simulated GPU under a driver that recovers in its own way, whatever {@code on_timeout} says; a recovery that the workload describes counts
 * more.
 */
public final class PlannedBackendProvider implements BackendProvider {
    /** The name of {@link #givingUp}. */
    public static final String GIVING_UP = "giving-up";

    /** The name of {@link #deferredReset}. */
    public static final String DEFERRED_RESET = "deferred-reset";

    /** The name of {@link #sharedReset}. */
    public static final String SHARED_RESET = "shared-reset";

    private static final long RESET_NANOS = 10_000;

    private final BackendProvider simulated = new SimulatedBackendProvider();
    private final String name;
    private final String words;
    private final Function<SchedulerLine, RecoveryPlan> plan;

    private PlannedBackendProvider(String name, String words, Function<SchedulerLine, RecoveryPlan> plan) {
        this.name = name;
        this.words = words;
        this.plan = plan;
    }

    /** A driver that ends the jobs on a ring that it resets, as most do by now. */
    public static BackendProvider givingUp() {
        return new PlannedBackendProvider(
                GIVING_UP,
                "the simulated GPU under a driver that ends the jobs on a ring that it resets, as most do by now",
                ring -> RecoveryPlan.of(ring.name(), RecoveryStep.of(Rung.RESET_RING))
                        .withoutResubmission());
    }

    /**
     * A driver that stops its scheduler at a timeout, and resets the ring some time later.
     *
     * @kernel panfrost_job_timedout() stops the scheduler, panfrost_reset_work() does the rest later
     */
    public static BackendProvider deferredReset() {
        return new PlannedBackendProvider(
                DEFERRED_RESET,
                "the simulated GPU under a driver that stops at a timeout, and resets the ring 10 us later",
                ring -> RecoveryPlan.of(
                        ring.name(), RecoveryStep.of(Rung.RESET_RING).taking(RESET_NANOS)));
    }

    /**
     * A driver that resets all rings, whichever hangs.
     *
     * @kernel amdgpu_device_gpu_recover(), panfrost_reset()
     */
    public static BackendProvider sharedReset() {
        return new PlannedBackendProvider(
                SHARED_RESET,
                "the simulated GPU under a driver that resets all of its rings, whichever hangs",
                ring -> RecoveryPlan.of("device", RecoveryStep.of(Rung.RESET_DEVICE)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public Set<Capability> capabilities(SettingValues settings) {
        return simulated.capabilities(settings);
    }

    @Override
    public RecoveryPlan recovery(SchedulerLine ring) {
        return plan.apply(ring);
    }

    @Override
    public Backend backend(SettingValues settings, BackendSite site) {
        return simulated.backend(settings, site);
    }

    @Override
    public @Nullable Object sampleWork(SampleWork sample, SettingValues settings) {
        return simulated.sampleWork(sample, settings);
    }
}
