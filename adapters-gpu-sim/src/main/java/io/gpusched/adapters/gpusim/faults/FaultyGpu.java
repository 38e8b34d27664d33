package io.gpusched.adapters.gpusim.faults;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulated GPU that does one thing wrong on demand, and is a sound one before and afterwards. What hangs on it lies beside the ring: other
 * jobs go on, and a timeout ends it as the ring ends what hangs. A job that is only slow, by the word of its handler, completes at its third
 * timeout, so that every run ends.
 */
public final class FaultyGpu implements Hardware {
    private static final int PATIENCE = 3;

    private final SimulatedGpu gpu;
    private final OnTimeout onTimeout;
    private final boolean overlaps;
    /** The runs that the hardware has not ended, by job. */
    private final Map<HardwareJob, Run> runs = new LinkedHashMap<>();

    private final Map<HardwareJob, Run> completeWhenFreed = new LinkedHashMap<>();
    private final Plan plan = new Plan();
    private boolean gone;
    /** Whether the scheduler has asked for the end of a job, so that the end cannot get lost. */
    private boolean isAsked;

    /** Makes sound hardware as a workload describes it. */
    public FaultyGpu(Workload.SchedulerLine ring, Writer writer) {
        this.gpu = new SimulatedGpu(writer.timers(), ring.onTimeout(), ring.ring());
        this.onTimeout = ring.onTimeout();
        this.overlaps = gpu.overlaps();
    }

    /** Plans a fault. */
    public void plan(GpuFault fault) {
        plan.set(fault);
    }

    /** Forgets a fault that was planned and has not happened. */
    public void planNothing() {
        plan.set(null);
    }

    /** Returns what the hardware throws if it does. */
    public RuntimeException thrown() {
        return plan.thrown();
    }

    /** Tells whether a job may stay on the hardware, since that has lost it. */
    public boolean hangs(HardwareJob job) {
        Run run = runs.get(job);
        return gone || (run != null && run.isStuck);
    }

    /** Ends the oldest job that runs, before its time. */
    public void completeNow(@Nullable Errno error) {
        for (Run each : runs.values()) {
            if (!each.isStuck) {
                each.endEarly(error);
                return;
            }
        }
    }

    /** Takes everything off the ring, as a reset does. */
    public void clear() {
        runs.values().forEach(each -> each.isOver = true);
        runs.clear();
        gpu.clear();
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        plan.throwIf(GpuFault.THROW_IN_RUN);
        if (plan.takes(GpuFault.REFUSE)) {
            return new Launch.Refused(Errno.EIO);
        }
        if (plan.takes(GpuFault.NOTHING_TO_DO)) {
            return Launch.Accepted.NOTHING;
        }
        if (plan.takes(GpuFault.COMPLETE_INSIDE_RUN)) {
            completion.complete();
            return Launch.Accepted.RUNNING;
        }
        if (plan.takes(GpuFault.FAIL_INSIDE_RUN)) {
            completion.fail(Errno.EIO);
            return Launch.Accepted.RUNNING;
        }
        if (plan.takes(GpuFault.COMPLETE_AND_REFUSE)) {
            completion.complete();
            return new Launch.Refused(Errno.EIO);
        }
        Run run = new Run(job, completion);
        if (plan.takes(GpuFault.HANG)) {
            run.isStuck = true;
            runs.put(job, run);
            return Launch.Accepted.RUNNING;
        }
        runs.put(job, run);
        Launch launch = gpu.run(job, run);
        if (launch != Launch.Accepted.RUNNING) {
            runs.remove(job);
        }
        return launch;
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        plan.throwIf(GpuFault.THROW_IN_TIMEOUT);
        isAsked = true;
        Verdict verdict = verdict(job, recovery);
        isAsked = false;
        return verdict;
    }

    private Verdict verdict(HardwareJob job, Recovery recovery) {
        @Nullable Run run = runs.get(job);
        if (plan.takes(GpuFault.DEVICE_GONE)) {
            gone = true;
            return Verdict.ENODEV;
        }
        if (plan.takes(GpuFault.NO_HANG)) {
            return Verdict.NO_HANG;
        }
        if (plan.takes(GpuFault.COMPLETE_INSIDE_TIMEOUT)) {
            if (run != null) {
                run.endEarly(null);
            }
            return Verdict.NO_HANG;
        }
        if (plan.takes(GpuFault.RESET)) {
            return reset(recovery);
        }
        if (plan.takes(GpuFault.COMPLETE_AFTER_RESET)) {
            List<Run> old = new ArrayList<>(runs.values());
            Verdict verdict = reset(recovery);
            old.forEach(each -> each.completion.complete());
            return verdict;
        }
        if (plan.takes(GpuFault.SIGNAL)) {
            return signal(run, recovery);
        }
        return run == null || !run.isStuck ? gpu.timedOut(job, recovery) : timedOutStuck(run, recovery);
    }

    private Verdict timedOutStuck(Run run, Recovery recovery) {
        return switch (onTimeout) {
            case SIGNAL -> signal(run, recovery);
            case RESET -> reset(recovery);
            case NOHANG -> {
                run.timeouts++;
                if (run.timeouts == PATIENCE) {
                    run.end(null);
                }
                yield Verdict.NO_HANG;
            }
            case ENODEV -> {
                gone = true;
                yield Verdict.ENODEV;
            }
        };
    }

    private static Verdict signal(@Nullable Run run, Recovery recovery) {
        if (run != null) {
            run.endEarly(Errno.ETIMEDOUT);
        }
        recovery.release();
        return Verdict.RESET;
    }

    private Verdict reset(Recovery recovery) {
        recovery.stop();
        recovery.increaseKarma();
        clear();
        recovery.resubmit();
        recovery.start(null);
        return Verdict.RESET;
    }

    @Override
    public void free(HardwareJob job) {
        plan.throwIf(GpuFault.THROW_IN_FREE);
        gpu.free(job);
        @Nullable Run ended = completeWhenFreed.remove(job);
        if (ended != null) {
            ended.completion.complete();
        }
    }

    @Override
    public void cancel(HardwareJob job) {
        plan.throwIf(GpuFault.THROW_IN_CANCEL);
        @Nullable Run run = runs.get(job);
        isAsked = true;
        if (run != null && run.isStuck) {
            run.end(Errno.ECANCELED);
        } else {
            gpu.cancel(job);
        }
        isAsked = false;
    }

    @Override
    public boolean overlaps() {
        return overlaps;
    }

    /** One run of a job, between the ring and the scheduler. */
    private final class Run implements Completion {
        private final HardwareJob job;
        private final Completion completion;
        private boolean isStuck;
        private boolean isOver;
        private int timeouts;

        Run(HardwareJob job, Completion completion) {
            this.job = job;
            this.completion = completion;
        }

        @Override
        public void complete() {
            ended(null);
        }

        @Override
        public void fail(Errno error) {
            ended(error);
        }

        /** The ring has ended the run. */
        private void ended(@Nullable Errno error) {
            if (isOver) {
                return;
            }
            if (!isAsked && plan.takes(GpuFault.LOSE_COMPLETION)) {
                isStuck = true;
                return;
            }
            if (plan.takes(GpuFault.FAIL)) {
                end(Errno.EIO);
            } else if (plan.takes(GpuFault.COMPLETE_TWICE)) {
                end(error);
                completion.complete();
            } else if (plan.takes(GpuFault.COMPLETE_THEN_FAIL)) {
                end(error);
                completion.fail(Errno.EIO);
            } else if (plan.takes(GpuFault.COMPLETE_AFTER_FREE)) {
                completeWhenFreed.put(job, this);
                end(error);
            } else {
                end(error);
            }
        }

        /** Takes the run off the ring, and tells the scheduler. */
        void endEarly(@Nullable Errno error) {
            if (!isOver) {
                isOver = true;
                gpu.cancel(job);
                isOver = false;
                end(error);
            }
        }

        /** Tells the scheduler, once. */
        void end(@Nullable Errno error) {
            if (isOver) {
                return;
            }
            isOver = true;
            runs.remove(job, this);
            if (error == null) {
                completion.complete();
            } else {
                completion.fail(error);
            }
        }
    }
}
