package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.application.workload.Workload;
import javax.inject.Inject;

/** Makes a simulated GPU under each scheduler. */
public final class SimulatedBackend implements Backend {
    private final LatencySource latency;

    /** Makes the backend of hardware that reports the ends of jobs at once. */
    public SimulatedBackend() {
        this(LatencySource.none());
    }

    /**
     * Makes the backend.
     *
     * @param latency says how late the hardware reports the end of a job
     */
    @Inject
    public SimulatedBackend(LatencySource latency) {
        this.latency = latency;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Hardware open(Workload.SchedulerLine ring, Writer writer) {
        return new SimulatedGpu(writer.timers(), ring.onTimeout(), ring.ring(), latency);
    }
}
