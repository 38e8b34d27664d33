package io.gpusched.application.shared;

import io.gpusched.domain.order.Priority;
import io.vavr.collection.Vector;

/**
 * The state of a shared device between two steps. All numbers are of the same moment: each job that was accepted is queued, running,
 * completed or failed.
 *
 * @param nanos the time, in nanoseconds on the writer's clock
 * @param accepted jobs that the writer has taken in
 * @param refused jobs that it has refused, after their submission had returned
 * @param completed jobs that have run
 * @param failed jobs that ended with an error, those that never ran included
 * @param rings the rings, in the order in which they were named
 * @param entities the entities that are open or have unfinished jobs, in the order in which they were made
 */
public record DeviceSnapshot(
        long nanos,
        long accepted,
        long refused,
        long completed,
        long failed,
        Vector<RingState> rings,
        Vector<EntityState> entities) {
    /**
     * One ring.
     *
     * @param name its name
     * @param creditsInFlight how much is on the hardware
     * @param creditLimit how much may be
     * @param running jobs on the hardware
     * @param oldestRunNanos how long the job that started first has been running, in nanoseconds; 0 if none is
     * @param ignoredCompletions completions that came too late or twice
     * @param held jobs that were given up and keep their credits, because the backend has not let go of them
     * @param heldGivenUp how many of those lost their credits at the limit, so far
     * @param requeued how often a running job made room for a more urgent one, so far
     * @param holders who holds the credits
     */
    public record RingState(
            String name,
            int creditsInFlight,
            int creditLimit,
            int running,
            long oldestRunNanos,
            long ignoredCompletions,
            int held,
            long heldGivenUp,
            long requeued,
            Vector<CreditHolder> holders) {}

    /**
     * A job that holds credits of a ring.
     *
     * @param entity the name of its entity
     * @param job its number
     * @param credits how many it holds
     * @param sinceNanos since when, in nanoseconds on the writer's clock
     * @param givenUp whether it was given up, and the backend has not let go of it
     */
    public record CreditHolder(String entity, long job, int credits, long sinceNanos, boolean givenUp) {}

    /**
     * One entity.
     *
     * @param id its number, as tracepoints show it
     * @param name its name
     * @param priority its urgency
     * @param queued jobs that wait
     * @param running jobs on the hardware
     * @param blocked whether its first job waits for a dependency
     * @param gpuNanos hardware time charged so far, in nanoseconds
     * @param share its part of all time charged to the entities of this snapshot, 0 to 1; 0 if none was
     * @param waits how long its jobs have waited
     */
    public record EntityState(
            int id,
            String name,
            Priority priority,
            int queued,
            int running,
            boolean blocked,
            long gpuNanos,
            double share,
            Waits waits) {}

    /**
     * How long jobs have waited, from when the writer took them in to when they went to the hardware.
     *
     * @param jobs how many have started
     * @param totalNanos their waits together, in nanoseconds
     * @param longestNanos the longest wait, in nanoseconds
     */
    public record Waits(long jobs, long totalNanos, long longestNanos) {
        /** Returns the mean wait in nanoseconds; 0 before the first job. */
        public long meanNanos() {
            return jobs == 0 ? 0 : totalNanos / jobs;
        }
    }
}
