package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Resettable;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hardware of one scheduler: one ring and a handler for timeouts. The payload of its jobs is {@link GpuWork}.
 *
 * <p>A job whose finished fence already bears an error is not run: that is how drivers skip the jobs of guilty clients.
 */
public final class SimulatedGpu implements Resettable {
    private final SimulatedRing ring;
    private final boolean overlaps;
    private final OnTimeout onTimeout;
    private final LatencySource latency;
    private final Map<Long, Integer> startedRuns = new TreeMap<>();

    /** Makes idle hardware that takes one job at a time. */
    public SimulatedGpu(Timers timers, OnTimeout onTimeout) {
        this(timers, onTimeout, RingKind.SERIAL);
    }

    /** Makes idle hardware that reports the end of a job at once. */
    public SimulatedGpu(Timers timers, OnTimeout onTimeout, RingKind kind) {
        this(timers, onTimeout, kind, LatencySource.none());
    }

    /**
     * Makes idle hardware.
     *
     * @param timers where it takes its time from
     * @param onTimeout what it does when a job times out
     * @param kind how its ring works
     * @param latency how late it reports the end of a job
     */
    public SimulatedGpu(Timers timers, OnTimeout onTimeout, RingKind kind, LatencySource latency) {
        this.latency = latency;
        this.overlaps = kind == RingKind.OVERLAPPING;
        this.ring = switch (kind) {
            case SERIAL -> new SerialRing(timers, this::hangsThisTime, latency);
            case OVERLAPPING -> new OverlappingRing(timers, this::hangsThisTime, latency);
        };
        this.onTimeout = onTimeout;
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        GpuWork work = work(job);
        if (job.error() != null) {
            return Launch.Accepted.NOTHING;
        }
        @Nullable Errno refusal = work.runError();
        if (refusal != null) {
            return new Launch.Refused(refusal);
        }
        latency.running(job.id());
        ring.add(job, completion);
        return Launch.Accepted.RUNNING;
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        return switch (onTimeout) {
            case SIGNAL -> {
                end(job, Errno.ETIMEDOUT);
                recovery.release();
                yield Verdict.RESET;
            }
            case NOHANG -> Verdict.NO_HANG;
            case RESET -> {
                recovery.stop();
                recovery.increaseKarma();
                clear();
                recovery.resubmit();
                recovery.start(null);
                yield Verdict.RESET;
            }
            case ENODEV -> Verdict.ENODEV;
        };
    }

    @Override
    public boolean overlaps() {
        return overlaps;
    }

    @Override
    public void free(HardwareJob job) {
        if (work(job).hangs() > 0) {
            startedRuns.remove(job.id());
        }
    }

    @Override
    public void cancel(HardwareJob job) {
        end(job, Errno.ECANCELED);
    }

    @Override
    public void end(HardwareJob job, Errno error) {
        @Nullable Completion completion = ring.remove(job);
        if (completion != null) {
            completion.fail(error);
        }
    }

    @Override
    public boolean isProgressing(HardwareJob job) {
        return ring.isProgressing(job);
    }

    @Override
    public void clear() {
        ring.clear();
    }

    /** Returns a number that is equal for states with the same future of what the ring remembers of jobs that hang; 0 if there is none. */
    long state() {
        long sum = 0;
        for (Map.Entry<Long, Integer> each : startedRuns.entrySet()) {
            sum = (sum * 31 + each.getKey()) * 31 + each.getValue();
        }
        return sum;
    }

    /** A run counts when it starts. */
    private boolean hangsThisTime(HardwareJob job) {
        int hangs = work(job).hangs();
        return hangs > 0 && startedRuns.merge(job.id(), 1, (runs, one) -> Math.min(runs + one, hangs + 1)) <= hangs;
    }

    /** Ends a run as its work says. */
    static void complete(HardwareJob job, Completion completion, LatencySource latency) {
        latency.ending(job.id());
        @Nullable Errno error = work(job).hardwareError();
        if (error == null) {
            completion.complete();
        } else {
            completion.fail(error);
        }
        latency.over();
    }

    static GpuWork work(HardwareJob job) {
        return (GpuWork) job.payload();
    }
}
