package io.gpusched.application.workload;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The latencies of one run, one after another. Each of the three kinds has its own random numbers, so that the draws of one do not depend on
 * how often the others are asked. Writer only.
 */
public final class LatencySource {
    /** Stands for a worker that works for no particular scheduler. */
    public static final int OF_NONE = -1;

    private static final long UNKNOWN = -1;

    private final Latency latency;
    private final Delay completion;
    private final Delay client;
    private final SplittableRandom ofWorker;
    private final SplittableRandom ofCompletion;
    private final SplittableRandom ofClient;
    private final Delay.@Nullable Recorded recorded;
    private long recordedWakeUp = UNKNOWN;
    private long busyNanos;
    private boolean busyIsRecorded;

    /** Makes the source for a run. */
    public LatencySource(Latency latency) {
        this.latency = latency;
        this.completion = latency.completion();
        this.client = latency.client();
        SplittableRandom root = new SplittableRandom(latency.seed());
        this.ofWorker = root.split();
        this.ofCompletion = root.split();
        this.ofClient = root.split();
        this.recorded = latency.worker() instanceof Delay.Recorded it ? it : null;
    }

    /** Makes a source for hardware that reports at once. */
    public static LatencySource none() {
        return new LatencySource(Latency.NONE);
    }

    /** Tells whether every worker is always awake. */
    public boolean workerIsAwake() {
        return latency.workersAreAwake();
    }

    /**
     * Returns how long a worker takes to wake up for the step that runs now, in nanoseconds.
     *
     * @param scheduler the id of the scheduler that it works for, or {@link #OF_NONE}
     */
    public long worker(int scheduler) {
        return workerIsRecorded() ? recordedWakeUp : latency.workerOf(scheduler).nanos(ofWorker);
    }

    /** Tells whether the recording shows how long the worker took to wake up for the step that runs now. */
    public boolean workerIsRecorded() {
        return recordedWakeUp != UNKNOWN;
    }

    /** Says that the worker gives a job to the hardware. */
    public void running(long job) {
        if (recorded != null) {
            @Nullable Long nanos = recorded.afterRun().get(job);
            busyIsRecorded = nanos != null;
            busyNanos = nanos == null ? recorded.steps().nanos(ofWorker) : nanos;
        }
    }

    /** Returns how long the worker is busy with what it has given to the hardware since the last call, in nanoseconds. */
    public long takeBusyNanos() {
        long nanos = busyNanos;
        busyNanos = 0;
        return nanos;
    }

    /** Tells whether the recording shows what {@link #takeBusyNanos} returned last. */
    public boolean busyIsRecorded() {
        return busyIsRecorded;
    }

    /** Returns how late the hardware reports the end of a job, in nanoseconds. */
    public long completion() {
        return completion.nanos(ofCompletion);
    }

    /** Tells whether the hardware reports at once. */
    public boolean completionIsNone() {
        return completion.isNone();
    }

    /** Returns how long a client takes to go on after what it waited for, in nanoseconds. */
    public long client() {
        return client.nanos(ofClient);
    }

    /** Says that the step that follows queues a job: it wakes the worker up as fast as the recording shows it. */
    public void queueing(long job) {
        if (recorded != null) {
            recordedWakeUp = recorded.afterQueue().getOrDefault(job, UNKNOWN);
        }
    }

    /** Says that the step that follows ends a job: it wakes the worker up as fast as the recording shows it. */
    public void ending(long job) {
        if (recorded != null) {
            recordedWakeUp = recorded.afterDone().getOrDefault(job, UNKNOWN);
        }
    }

    /** Says that the step is over that the last call has announced. */
    public void over() {
        recordedWakeUp = UNKNOWN;
    }
}
