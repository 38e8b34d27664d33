package io.gpusched.application.workload;

import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.workload.Workload.SchedulerLine;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backend that users choose by its name. Found with {@link java.util.ServiceLoader} among the jars that a user names, and bound by
 * Dagger inside of the command line: the simulator is one like any other.
 *
 * <p>Implementations are stateless. May be called on any thread.
 */
public interface BackendProvider {
    /** Returns the name by which users choose it: lower case letters, digits and -. */
    String name();

    /** Returns what it is, in one sentence without a full stop. */
    String words();

    /** Returns which settings it has. */
    default List<SettingDescription> settings() {
        return List.of();
    }

    /** Returns which settings the work of a client may have; a scenario gives them as {@code work}. They reach the hardware in {@link GpuWork#settings}. */
    default List<SettingDescription> workSettings() {
        return List.of();
    }

    /**
     * Returns what its hardware can do; the contract kit tests nothing that it cannot.
     *
     * @param settings values of {@link #settings}
     */
    Set<Capability> capabilities(SettingValues settings);

    /**
     * Returns how the driver of its hardware recovers from a hang of a ring, where the workload does not describe it; null if it does what the
     * workload says at each timeout.
     */
    default @Nullable RecoveryPlan recovery(SchedulerLine ring) {
        return null;
    }

    /** Tells whether runs on it take real time, since something beyond the writer works. Such a run cannot be explored. */
    default boolean needsRealTime(SettingValues settings) {
        return capabilities(settings).contains(Capability.REAL_TIME);
    }

    /**
     * Makes the backend for one run.
     *
     * @param settings values of {@link #settings}
     * @param site what the run offers to it
     */
    Backend backend(SettingValues settings, BackendSite site);

    /**
     * Returns the timeout that suits the sample work, in nanoseconds: longer than each kind takes that ends by itself, and short enough to wait for.
     *
     * @param settings values of {@link #settings}
     */
    default long sampleTimeoutNanos(SettingValues settings) {
        return 200_000_000;
    }

    /**
     * Makes the payload of a job for the contract kit.
     *
     * @param sample what the job is to do
     * @param settings values of {@link #settings}
     * @return the payload, or null if this hardware cannot be told to do that
     */
    default @Nullable Object sampleWork(SampleWork sample, SettingValues settings) {
        return null;
    }
}
