package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.search.DepthFirstSearch;
import io.gpusched.adapters.explore.search.IndependentSearch;
import io.gpusched.adapters.explore.search.PctSearch;
import io.gpusched.adapters.explore.search.Search;

/**
 * A strategy and its parameters.
 *
 * @param strategy which schedules are run
 * @param seed the seed of {@link Strategy#RANDOM} and {@link Strategy#PCT}: the same seed makes the same schedules; others ignore it
 * @param depth the bug depth of {@link Strategy#PCT}: how many ordering constraints to hit, at least 1; others ignore it
 */
public record SearchSettings(Strategy strategy, long seed, int depth) {
    /** The PCT bug depth where nobody asks for another: most known ordering bugs need fewer constraints. */
    public static final int USUAL_DEPTH = 3;

    public SearchSettings {
        if (depth < 1) {
            throw new IllegalArgumentException("a bug depth is at least 1, not " + depth);
        }
    }

    /** Returns the settings of one schedule, first in, first out. */
    public static SearchSettings fifo() {
        return new SearchSettings(Strategy.FIFO, 0, 1);
    }

    /** Returns the settings of a random search. */
    public static SearchSettings random(long seed) {
        return new SearchSettings(Strategy.RANDOM, seed, 1);
    }

    /**
     * Returns the settings of a search by random priorities.
     *
     * @param depth the bug depth, at least 1
     */
    public static SearchSettings pct(long seed, int depth) {
        return new SearchSettings(Strategy.PCT, seed, depth);
    }

    /** Returns the settings of a search through every order. */
    public static SearchSettings exhaustive() {
        return new SearchSettings(Strategy.EXHAUSTIVE, 0, 1);
    }

    /** Starts a search. */
    Search search() {
        return switch (strategy) {
            case FIFO -> IndependentSearch.fifo();
            case RANDOM -> IndependentSearch.random(seed);
            case PCT -> new PctSearch(seed, depth);
            case EXHAUSTIVE -> new DepthFirstSearch();
        };
    }
}
