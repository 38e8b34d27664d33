package io.gpusched.adapters.gpusim;

import io.gpusched.application.device.Device;
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
    public Backend of(Device device) {
        return new OfDevice(device);
    }

    @Override
    public Hardware open(Workload.SchedulerLine ring, Writer writer) {
        return gpu(ring, writer);
    }

    private SimulatedGpu gpu(Workload.SchedulerLine ring, Writer writer) {
        return new SimulatedGpu(writer.timers(), ring.onTimeout(), ring.ring(), latency);
    }

    /** The hardware of one device, whose rings may be reset together. */
    private final class OfDevice implements Backend {
        private final ResetDomain resetTogether;
        private final ResetDomain goneTogether;

        OfDevice(Device device) {
            this.resetTogether = new ResetDomain(device, false);
            this.goneTogether = new ResetDomain(device, true);
        }

        @Override
        public String name() {
            return SimulatedBackend.this.name();
        }

        @Override
        public Hardware open(Workload.SchedulerLine ring, Writer writer) {
            SimulatedGpu gpu = gpu(ring, writer);
            return switch (ring.onTimeout()) {
                case SIGNAL, NOHANG, RESET, RESET_WITHOUT_GUILT, ENODEV -> gpu;
                case RESET_DEVICE -> resetTogether.addRing(gpu, writer.timers(), ring.resetNanos());
                case GONE -> goneTogether.addRing(gpu, writer.timers(), ring.resetNanos());
            };
        }
    }
}
