package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Options;

/** Every option with the same chance. The same seed makes the same choices. */
public final class SeededRandom implements Interleaving {
    private long state;

    SeededRandom(long seed) {
        state = seed;
    }

    @Override
    public int choose(Options options) {
        return below(options.size());
    }

    int below(int bound) {
        long bits = Mix.spread(state++) >>> 33;
        return (int) ((bits * bound) >>> 31);
    }

    long next() {
        return Mix.spread(state++);
    }
}
