package io.gpusched.application.workload;

import java.util.function.Consumer;

/**
 * What a run offers to its backend.
 *
 * @param latency how late the hardware reports the end of a job, and whoever else reacts late
 * @param preemption called by simulated drivers where, in a kernel, another processor may go on with its work, with the name of the place;
 *     an exploration goes on with something else there
 */
public record BackendSite(LatencySource latency, Consumer<String> preemption) {
    /** The site of a run in which everybody reacts at once and nobody is preempted. */
    public static BackendSite plain() {
        return of(LatencySource.none());
    }

    /** The site of a run in which nobody is preempted. */
    public static BackendSite of(LatencySource latency) {
        return new BackendSite(latency, place -> {});
    }
}
