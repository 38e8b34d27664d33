package io.gpusched.adapters.gpusim;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * Rings that only a reset of the whole device brings back. When a job on one of them times out, all are stopped and lose what they were
 * working on. After the time that the reset takes they are given their jobs again and are started; or the reset fails, the device is gone,
 * and every job ends with {@code ENODEV}, those that come later too.
 *
 * @kernel amdgpu_device_gpu_recover(), xe_device_declare_wedged()
 */
final class ResetDomain {
    private final Device device;
    private final boolean fails;
    private final List<RingHardware> rings = new ArrayList<>();
    private boolean gone;
    private boolean resetting;

    /**
     * Makes a domain without rings.
     *
     * @param fails whether the device is gone after the first reset
     */
    ResetDomain(Device device, boolean fails) {
        this.device = device;
        this.fails = fails;
    }

    /**
     * Adds the ring of the scheduler that is added to the device next.
     *
     * @param gpu the ring, whose own answer to a timeout does not matter
     * @param resetNanos how long a reset takes that a job on this ring leads to, in nanoseconds
     */
    Hardware addRing(SimulatedGpu gpu, Timers timers, long resetNanos) {
        RingHardware ring = new RingHardware(device.schedulers().size(), gpu, timers, resetNanos);
        rings.add(ring);
        return ring;
    }

    private List<Recovery> recoveries(Job bad, Recovery own) {
        List<Recovery> recoveries = new ArrayList<>();
        for (RingHardware each : rings) {
            Scheduler scheduler = each.scheduler();
            if (scheduler == bad.scheduler()) {
                recoveries.add(own);
            } else if (!device.isTornDown(scheduler)) {
                recoveries.add(device.recovery(scheduler, null));
            }
        }
        return recoveries;
    }

    private void stop(List<Recovery> recoveries, Recovery own) {
        recoveries.forEach(Recovery::stop);
        own.increaseKarma();
        rings.forEach(each -> each.gpu.clear());
    }

    private void start() {
        resetting = false;
        for (RingHardware each : rings) {
            if (!device.isTornDown(each.scheduler())) {
                Recovery recovery = device.recovery(each.scheduler(), null);
                recovery.resubmit();
                recovery.start(null);
            }
        }
    }

    /** One of the rings. */
    private final class RingHardware implements Hardware {
        private final int id;
        private final SimulatedGpu gpu;
        private final Timer deviceIsBack;
        private final long resetNanos;

        RingHardware(int id, SimulatedGpu gpu, Timers timers, long resetNanos) {
            this.id = id;
            this.gpu = gpu;
            this.deviceIsBack = timers.timer(ResetDomain.this::start);
            this.resetNanos = resetNanos;
        }

        Scheduler scheduler() {
            return device.schedulers().get(id);
        }

        @Override
        public Launch run(Job job, Completion completion) {
            return gone ? new Launch.Refused(Errno.ENODEV) : gpu.run(job, completion);
        }

        @Override
        public Verdict timedOut(Job job, Recovery recovery) {
            if (gone || resetting) {
                return gone ? Verdict.ENODEV : Verdict.NO_HANG;
            }
            List<Recovery> recoveries = recoveries(job, recovery);
            stop(recoveries, recovery);
            if (fails) {
                gone = true;
                recoveries.forEach(each -> each.start(Errno.ENODEV));
                return Verdict.ENODEV;
            }
            resetting = true;
            deviceIsBack.arm(resetNanos);
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
