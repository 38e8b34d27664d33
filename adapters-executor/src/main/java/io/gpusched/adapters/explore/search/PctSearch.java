package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Interleaving;

/** Runs schedules by random priorities. The change points lie anywhere in the length of the longest schedule so far. */
public final class PctSearch implements Search {
    private static final int FIRST_GUESS = 20;

    private final long seed;
    private final int depth;
    private int longest = FIRST_GUESS;
    private final StateCountingInterleaving.Seen seen = new StateCountingInterleaving.Seen();
    private long number;

    /**
     * Starts a search.
     *
     * @param depth the bug depth: how many ordering constraints to hit, at least 1
     */
    public PctSearch(long seed, int depth) {
        this.seed = seed;
        this.depth = depth;
    }

    @Override
    public Interleaving next() {
        Interleaving priorities = new PctInterleaving(Mix.step(seed, number++), depth, longest);
        return new StateCountingInterleaving(priorities, seen);
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
