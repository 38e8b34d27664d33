package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Interleaving;

/** Schedules by priority. The change points are spread over as many steps as the longest schedule so far has taken. */
public final class PctSearch implements Search {
    private static final int FIRST_GUESS = 20;

    private final long seed;
    private final int depth;
    private int longest = FIRST_GUESS;
    private final CountedStates.Seen seen = new CountedStates.Seen();
    private long number;

    public PctSearch(long seed, int depth) {
        this.seed = seed;
        this.depth = depth;
    }

    @Override
    public Interleaving next() {
        Interleaving priorities = new Priorities(Mix.step(seed, number++), depth, longest);
        return new CountedStates(priorities, seen);
    }

    @Override
    public void ended(boolean known, int choices) {
        longest = Math.max(longest, choices);
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public long states() {
        return seen.states();
    }
}
