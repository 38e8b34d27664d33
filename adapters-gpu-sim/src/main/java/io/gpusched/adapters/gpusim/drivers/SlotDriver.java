package io.gpusched.adapters.gpusim.drivers;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import org.jspecify.annotations.Nullable;

/**
 * A driver of hardware with one slot: a register for the current job, which the interrupt at its end reads and clears. For a scheduler
 * with a credit limit of 1. The payload of its jobs is {@link GpuWork}; it uses only the duration.
 *
 * @kernel drivers/gpu/drm/v3d/v3d_irq.c
 */
public final class SlotDriver implements Hardware {
    private final Runnable preemption;
    private final Timer interrupt;
    private @Nullable Completion current;

    /**
     * Makes idle hardware.
     *
     * @param timers where it takes its time from
     * @param preemption called where, in a kernel, another processor may go on with its work: inside the interrupt
     */
    public SlotDriver(Timers timers, Runnable preemption) {
        this.preemption = preemption;
        this.interrupt = timers.timer(this::jobDone);
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        if (job.error() != null) {
            return Launch.Accepted.NOTHING;
        }
        current = completion;
        interrupt.arm(((GpuWork) job.payload()).durationNanos());
        return Launch.Accepted.RUNNING;
    }

    private void jobDone() {
        Completion done = current;
        if (done != null) {
            current = null;
            done.complete();
            preemption.run();
        }
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        recovery.stop();
        recovery.increaseKarma();
        interrupt.cancel();
        current = null;
        recovery.resubmit();
        recovery.start(null);
        return Verdict.RESET;
    }

    @Override
    public void free(HardwareJob job) {
        // A job has nothing of its own here.
    }

    @Override
    public void cancel(HardwareJob job) {
        Completion cancelled = current;
        if (cancelled != null) {
            interrupt.cancel();
            current = null;
            cancelled.fail(Errno.ECANCELED);
        }
    }
}
