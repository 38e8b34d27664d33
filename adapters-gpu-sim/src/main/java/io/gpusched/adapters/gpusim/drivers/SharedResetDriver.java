package io.gpusched.adapters.gpusim.drivers;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * A driver of a GPU with several rings and one reset for all of them: whichever ring hangs, all are stopped, reset, given their jobs
 * again and started. Only the job that hung is blamed, once.
 *
 * @kernel amdgpu_device_gpu_recover(), panfrost_reset()
 */
public final class SharedResetDriver {
    private final Device device;
    private final List<RingHardware> rings = new ArrayList<>();

    /** Makes the driver of a device without rings. */
    public SharedResetDriver(Device device) {
        this.device = device;
    }

    /** Adds a ring; the schedulers of the device must be added in the order of their rings. */
    public Hardware addRing(Timers timers, RingKind kind) {
        RingHardware ring = new RingHardware(new SimulatedGpu(timers, OnTimeout.RESET, kind));
        rings.add(ring);
        return ring;
    }

    private void reset(Job bad, Recovery own) {
        List<Recovery> recoveries = new ArrayList<>();
        for (Scheduler each : device.schedulers()) {
            if (!device.isTornDown(each)) {
                recoveries.add(each == bad.scheduler() ? own : device.recovery(each, null));
            }
        }
        recoveries.forEach(Recovery::stop);
        own.increaseKarma();
        rings.forEach(each -> each.gpu.clear());
        recoveries.forEach(Recovery::resubmit);
        recoveries.forEach(each -> each.start(null));
    }

    /** One of the rings. */
    private final class RingHardware implements Hardware {
        private final SimulatedGpu gpu;

        RingHardware(SimulatedGpu gpu) {
            this.gpu = gpu;
        }

        @Override
        public Launch run(Job job, Completion completion) {
            return gpu.run(job, completion);
        }

        @Override
        public Verdict timedOut(Job job, Recovery recovery) {
            reset(job, recovery);
            return Verdict.RESET;
        }

        @Override
        public void free(Job job) {
            gpu.free(job);
        }

        @Override
        public void cancel(Job job) {
            gpu.cancel(job);
        }
    }
}
