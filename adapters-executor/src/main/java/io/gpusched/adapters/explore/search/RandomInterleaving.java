package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Interleaving;

/** Chooses every alternative with the same chance. The same seed makes the same choices. */
final class RandomInterleaving implements Interleaving {
    private long state;

    RandomInterleaving(long seed) {
        state = seed;
    }

    @Override
    public int choose(ChoicePoint point) {
        return below(point.size());
    }

    /** Returns a random number from 0 to below a bound. */
    int below(int bound) {
        long bits = Mix.spread(state++) >>> 33;
        return (int) ((bits * bound) >>> 31);
    }

    /** Returns 64 random bits. */
    long next() {
        return Mix.spread(state++);
    }
}
