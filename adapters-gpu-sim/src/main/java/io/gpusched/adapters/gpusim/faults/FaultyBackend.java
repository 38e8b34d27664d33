package io.gpusched.adapters.gpusim.faults;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes a {@link FaultyGpu} under each scheduler, and knows them all. Writer only. */
public final class FaultyBackend implements Backend {
    private final List<FaultyGpu> gpus = new ArrayList<>();

    /** Makes a backend without hardware. */
    public FaultyBackend() {}

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public Hardware open(Workload.SchedulerLine ring, Writer writer) {
        FaultyGpu gpu = new FaultyGpu(ring, writer);
        gpus.add(gpu);
        return gpu;
    }

    /** Returns the hardware that was made, in the order of the schedulers. */
    public List<FaultyGpu> gpus() {
        return Collections.unmodifiableList(gpus);
    }
}
