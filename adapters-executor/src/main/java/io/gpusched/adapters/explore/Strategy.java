package io.gpusched.adapters.explore;

/** How to choose among the orders of events. */
public sealed interface Strategy {
    /** One schedule: first in, first out. */
    record FirstInFirstOut() implements Strategy {}

    /**
     * Every option with the same chance, at every choice.
     *
     * @param seed the same seed makes the same schedules
     */
    record SeededRandom(long seed) implements Strategy {}

    /**
     * Priorities: every actor has one, drawn by lot, and the highest goes first; at {@code depth - 1} steps, drawn by lot, who would go
     * first is put last. Finds a bug that needs {@code depth} events in a certain order with a known least probability, however long
     * the schedule (Burckhardt and others, "A randomized scheduler with probabilistic guarantees of finding bugs", 2010).
     *
     * @param seed the same seed makes the same schedules
     * @param depth at least 1
     */
    record Pct(long seed, int depth) implements Strategy {
        public Pct {
            if (depth < 1) {
                throw new IllegalArgumentException("a depth is at least 1, not " + depth);
            }
        }
    }

    /** Every order, each state once. Ends by itself, unless the number of schedules is limited. */
    record Exhaustive() implements Strategy {}
}
