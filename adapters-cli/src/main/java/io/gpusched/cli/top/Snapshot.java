package io.gpusched.cli.top;

import io.gpusched.domain.order.Priority;
import java.util.List;

/**
 * The state of a live run at one moment. Numbers of jobs and times count from its beginning.
 *
 * @param nanos the time on its clock, in nanoseconds
 * @param rings by id
 * @param entities by id
 */
public record Snapshot(long nanos, List<RingState> rings, List<EntityState> entities) {
    /**
     * One ring.
     *
     * @param policy the label of its policy
     * @param inFlight credits in flight
     * @param limit how many may be
     * @param done jobs that ended there without an error
     * @param busyNanos how long it has been busy
     * @param timeouts how often its timeout handler was called
     * @param condition a word for its condition if that is unusual, otherwise empty
     */
    public record RingState(
            String name,
            String policy,
            int inFlight,
            int limit,
            long done,
            long busyNanos,
            long timeouts,
            String condition) {}

    /**
     * One entity.
     *
     * @param queued jobs in its queue
     * @param inFlight jobs on the ring or running
     * @param done jobs that ended without an error
     * @param failed jobs that ended with an error
     * @param gpuNanos how long its jobs have kept rings busy
     * @param waitP50 the median of the waits of its jobs, from queued to start, in nanoseconds; 0 before the first
     * @param waitP99 their 99th percentile
     * @param condition a word for its condition if that is unusual, otherwise empty
     */
    public record EntityState(
            String name,
            Priority priority,
            int queued,
            int inFlight,
            long done,
            long failed,
            long gpuNanos,
            long waitP50,
            long waitP99,
            String condition) {}
}
