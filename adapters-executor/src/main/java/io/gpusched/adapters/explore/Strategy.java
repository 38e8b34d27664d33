package io.gpusched.adapters.explore;

/** The strategies by which an exploration picks its schedules; {@link SearchSettings} adds the seed and the depth. */
public enum Strategy {
    /** One schedule: first in, first out, as virtual time runs it. */
    FIFO,
    /** Schedules whose choices are random: every alternative has the same chance, at every choice point. */
    RANDOM,
    /**
     * Probabilistic concurrency testing. Every actor (a work item, a ring, a client) has a random priority, and the highest goes first; at
     * {@code depth - 1} random steps the actor that would go first moves behind all others. A bug that needs {@code depth} ordering
     * constraints is found with a known least probability, however long the schedule (Burckhardt and others, "A randomized scheduler with
     * probabilistic guarantees of finding bugs", 2010).
     */
    PCT,
    /** Every order, each state once. Ends by itself, unless a limit ends it earlier. */
    EXHAUSTIVE
}
