package io.gpusched.domain.order;

/**
 * The GPU time account of one entity. It is an object of its own because jobs on the hardware still charge it after their entity
 * was closed.
 *
 * @kernel struct drm_sched_entity_stats
 */
public final class GpuTime {
    private final AverageMicros average = new AverageMicros();
    private long runtimeNanos;
    private long chargedRuntimeNanos;
    private long vruntimeNanos;

    /**
     * Charges one finished job.
     *
     * @param durationNanos nanoseconds from scheduled to finished; can be negative, see {@code FreeJob}
     * @kernel drm_sched_entity_stats_job_add_gpu_time()
     */
    public void charge(long durationNanos) {
        runtimeNanos += durationNanos;
        average.add(durationNanos / 1_000);
    }

    /** Returns all GPU time charged so far, in nanoseconds. */
    public long runtimeNanos() {
        return runtimeNanos;
    }

    /**
     * Returns the virtual run time in nanoseconds: absolute while the entity waits in a run queue, relative to the head of the
     * queue while it does not.
     */
    public long vruntimeNanos() {
        return vruntimeNanos;
    }

    /** Returns the average duration of the entity's jobs. */
    public AverageMicros average() {
        return average;
    }

    /** Returns the GPU time charged that is not in the virtual run time yet, in nanoseconds. */
    public long uncountedNanos() {
        return runtimeNanos - chargedRuntimeNanos;
    }

    /** Returns the average duration of the entity's jobs in microseconds. */
    public long averageMicros() {
        return average.micros();
    }

    void setVruntimeNanos(long nanos) {
        vruntimeNanos = nanos;
    }

    /** Takes the GPU time charged since the last call of this method, in nanoseconds. */
    long takeUncountedNanos() {
        long uncounted = uncountedNanos();
        chargedRuntimeNanos = runtimeNanos;
        return uncounted;
    }
}
