package io.gpusched.cli.top;

import io.gpusched.domain.order.Priority;
import java.util.List;

/**
 * How a live run stood at one moment. Numbers of jobs and times count from its beginning.
 *
 * @param nanos the time on its clock, in nanoseconds
 * @param rings by id
 * @param entities by id
 */
public record Snapshot(long nanos, List<RingState> rings, List<EntityState> entities) {
    /**
     * One ring.
     *
     * @param policy the name of who is next
     * @param inFlight credits in flight
     * @param limit how many may be
     * @param done jobs that the ring is done with
     * @param busyNanos how long it has been busy
     * @param timeouts how often its timeout handler was called
     * @param condition what is special about it, in a word; empty if nothing is
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
     * @param queued jobs that wait
     * @param onRing jobs on the hardware
     * @param done jobs that the hardware is done with
     * @param failed jobs that ended with an error
     * @param gpuNanos how long its jobs have kept rings busy
     * @param waitP50 how long the half of its jobs at most waited for the hardware, in nanoseconds; 0 before the first
     * @param waitP99 the same for 99 of 100
     * @param condition what is special about it, in a word; empty if nothing is
     */
    public record EntityState(
            String name,
            Priority priority,
            int queued,
            int onRing,
            long done,
            long failed,
            long gpuNanos,
            long waitP50,
            long waitP99,
            String condition) {}
}
