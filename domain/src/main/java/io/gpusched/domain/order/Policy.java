package io.gpusched.domain.order;

/**
 * How a scheduler chooses between the entities that have a job for it. There are two kinds: a {@link KeyPolicy} gives each entity a key and the
 * least key is next, as the policies of Linux do; {@link StartTimeFair} divides the hardware by weights.
 *
 * @kernel drivers/gpu/drm/scheduler/sched_rq.c
 */
public sealed interface Policy permits KeyPolicy, StartTimeFair {
    /** Returns the name in case files and on the command line, with its settings if it has any, as in {@code sfq-strict:aging=10ms}. */
    String label();

    /** Tells whether all priorities share one run queue; otherwise there is one for each, most urgent first. */
    default boolean sharesOneRunQueue() {
        return false;
    }

    /**
     * Tells whether the policy looks at the time when it is asked for the next entity. One that does not saves its scheduler a look at the clock for
     * each job.
     *
     * @return always the same
     */
    default boolean looksAtTheTime() {
        return true;
    }

    /** Tells whether a scheduler of this policy serves one entity only. */
    default boolean isForOneEntity() {
        return false;
    }
}
