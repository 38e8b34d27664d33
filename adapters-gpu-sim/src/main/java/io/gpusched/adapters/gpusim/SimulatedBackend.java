package io.gpusched.adapters.gpusim;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.ResetDomain;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.application.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    public SimulatedBackend(LatencySource latency) {
        this.latency = latency;
    }

    @Override
    public String name() {
        return SimulatedBackendProvider.NAME;
    }

    @Override
    public boolean hidesState() {
        return false;
    }

    @Override
    public Backend of(Device device) {
        return new OfDevice(this, device);
    }

    @Override
    public SimulatedGpu open(Workload.SchedulerLine ring, Writer writer) {
        return new SimulatedGpu(writer.timers(), ring.onTimeout(), ring.ring(), latency);
    }

    /** The hardware of one device, some of whose rings are recovered together. */
    private static final class OfDevice implements Backend {
        private final SimulatedBackend simulated;
        private final Device device;
        private final Map<RecoveryPlan, ResetDomain> domains = new LinkedHashMap<>();

        OfDevice(SimulatedBackend simulated, Device device) {
            this.simulated = simulated;
            this.device = device;
        }

        @Override
        public String name() {
            return simulated.name();
        }

        @Override
        public Hardware open(Workload.SchedulerLine ring, Writer writer) {
            SimulatedGpu gpu = simulated.open(ring, writer);
            @Nullable RecoveryPlan plan = ring.recovery();
            if (plan == null) {
                return gpu;
            }
            return domains.computeIfAbsent(plan, each -> new ResetDomain(device, writer, each))
                    .addRing(gpu);
        }

        @Override
        public void beforeTeardown(int scheduler) {
            domains.values().forEach(each -> each.leave(scheduler));
        }

        @Override
        public boolean isRecovering(int scheduler) {
            return domains.values().stream().anyMatch(each -> each.isStopped(scheduler));
        }

        @Override
        public boolean hidesState() {
            return false;
        }

        @Override
        public long state() {
            long sum = 0;
            for (ResetDomain each : domains.values()) {
                sum = sum * 31 + each.state();
            }
            return sum;
        }
    }
}
