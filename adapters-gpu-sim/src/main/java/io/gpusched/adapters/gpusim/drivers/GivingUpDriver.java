package io.gpusched.adapters.gpusim.drivers;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.sched.Job;

/**
 * A driver that resets its ring and does not run the jobs again that were on it: the scheduler ends them as cancelled. What most drivers
 * do by now, since resubmitting is deprecated.
 */
public final class GivingUpDriver implements Hardware {
    private final SimulatedGpu gpu;

    /** Makes idle hardware with a ring of the given kind. */
    public GivingUpDriver(Timers timers, RingKind kind) {
        gpu = new SimulatedGpu(timers, OnTimeout.RESET, kind);
    }

    @Override
    public Launch run(Job job, Completion completion) {
        return gpu.run(job, completion);
    }

    @Override
    public Verdict timedOut(Job job, Recovery recovery) {
        recovery.stop();
        recovery.increaseKarma();
        gpu.clear();
        recovery.start(null);
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
