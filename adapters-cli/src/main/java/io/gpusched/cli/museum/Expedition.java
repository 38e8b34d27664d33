package io.gpusched.cli.museum;

/**
 * What to explore, in words that any world understands.
 *
 * @param name of the exhibit, for tokens
 * @param driver the hardware: {@code simulated}, or one of the drivers that the museum knows
 * @param workload a case
 * @param queues what the queues promise: a discipline for all, then {@code NAME=DISCIPLINE} for some, then {@code overlapping}
 * @param late what may be late: {@code none}, {@code work} or {@code all}
 * @param strategy how orders are chosen: {@code random}, {@code pct} or {@code exhaustive}
 * @param seed for all that is left to chance
 * @param schedules the most schedules to run
 * @param nanos the most time to take, in nanoseconds
 */
public record Expedition(
        String name,
        String driver,
        String workload,
        String queues,
        String late,
        String strategy,
        long seed,
        long schedules,
        long nanos) {
    /** Returns the same with another seed. */
    public Expedition withSeed(long other) {
        return new Expedition(name, driver, workload, queues, late, strategy, other, schedules, nanos);
    }

    /** Returns the same with other limits. */
    public Expedition within(long otherSchedules, long otherNanos) {
        return new Expedition(name, driver, workload, queues, late, strategy, seed, otherSchedules, otherNanos);
    }

    /** Returns the same with other promises of the queues. */
    public Expedition on(String otherQueues) {
        return new Expedition(name, driver, workload, otherQueues, late, strategy, seed, schedules, nanos);
    }

    /** Returns the same with another way to choose. */
    public Expedition by(String otherStrategy) {
        return new Expedition(name, driver, workload, queues, late, otherStrategy, seed, schedules, nanos);
    }
}
