package io.gpusched.adapters.gpusim.drivers;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose reset takes a while: the timeout handler stops the scheduler and begins the reset; when the ring is back, the jobs are
 * given to it again and the scheduler is started. A timeout meanwhile is no news.
 *
 * @kernel panfrost_job_timedout(), panfrost_reset_work()
 */
public final class DeferredResetDriver implements Hardware {
    private final Device device;
    private final SimulatedGpu gpu;
    private final Timer ringIsBack;
    private final long resetNanos;
    private @Nullable Scheduler resetting;

    /**
     * Makes idle hardware.
     *
     * @param resetNanos how long a reset takes, in nanoseconds
     */
    public DeferredResetDriver(Device device, Timers timers, RingKind kind, long resetNanos) {
        this.device = device;
        this.gpu = new SimulatedGpu(timers, OnTimeout.RESET, kind);
        this.ringIsBack = timers.timer(this::endReset);
        this.resetNanos = resetNanos;
    }

    @Override
    public Launch run(Job job, Completion completion) {
        return gpu.run(job, completion);
    }

    @Override
    public Verdict timedOut(Job job, Recovery recovery) {
        if (resetting != null) {
            return Verdict.NO_HANG;
        }
        resetting = job.scheduler();
        recovery.stop();
        recovery.increaseKarma();
        gpu.clear();
        ringIsBack.arm(resetNanos);
        return Verdict.RESET;
    }

    /** Tells whether a reset is under way. */
    public boolean isResetting() {
        return resetting != null;
    }

    private void endReset() {
        Scheduler stopped = resetting;
        resetting = null;
        if (stopped != null && !device.isTornDown(stopped)) {
            Recovery recovery = device.recovery(stopped, null);
            recovery.resubmit();
            recovery.start(null);
        }
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
