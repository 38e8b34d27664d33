package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.Workload;
import javax.inject.Inject;

/** Makes a simulated GPU under each scheduler. */
public final class SimulatedBackend implements Backend {
    /** Makes the backend; it has no state. */
    @Inject
    public SimulatedBackend() {}

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Hardware open(Workload.SchedulerLine ring, Writer writer) {
        return new SimulatedGpu(writer.timers(), ring.onTimeout(), ring.ring());
    }
}
