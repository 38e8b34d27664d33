package io.gpusched.cli.museum;

/**
 * A scenario to explore in a world, with its limits. It consists of strings and numbers, because the explorer's own types are other classes in each world.
 *
 * @param name the name of the exhibit, for tokens
 * @param driver the hardware: {@code simulated}, or one of the museum's drivers
 * @param workload a case
 * @param queues which order the queues guarantee, as {@link io.gpusched.adapters.explore.order.Queues#parse} reads it
 * @param late what may be late: a constant of {@link io.gpusched.adapters.explore.order.Lateness} in lower case
 * @param strategy which schedules to run: a constant of {@link io.gpusched.adapters.explore.Strategy} in lower case
 * @param seed the seed of everything that is random
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
    /** Returns the same expedition with another seed. */
    public Expedition withSeed(long other) {
        return new Expedition(name, driver, workload, queues, late, strategy, other, schedules, nanos);
    }

    /** Returns the same expedition with other limits. */
    public Expedition within(long otherSchedules, long otherNanos) {
        return new Expedition(name, driver, workload, queues, late, strategy, seed, otherSchedules, otherNanos);
    }

    /** Returns the same expedition on queues with another order. */
    public Expedition on(String otherQueues) {
        return new Expedition(name, driver, workload, otherQueues, late, strategy, seed, schedules, nanos);
    }

    /** Returns the same expedition with another strategy. */
    public Expedition by(String otherStrategy) {
        return new Expedition(name, driver, workload, queues, late, otherStrategy, seed, schedules, nanos);
    }
}
