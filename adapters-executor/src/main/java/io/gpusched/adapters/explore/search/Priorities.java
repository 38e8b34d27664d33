package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Option;
import io.gpusched.adapters.explore.order.Options;
import java.util.Arrays;

/** One schedule of {@link Strategy.Pct}. */
public final class Priorities implements Interleaving {
    private final SeededRandom lots;
    private final int[] changePoints;
    private long[] priorities = new long[16];
    private int step;
    private long lowest;

    Priorities(long seed, int depth, int length) {
        lots = new SeededRandom(seed);
        changePoints = new int[depth - 1];
        for (int i = 0; i < changePoints.length; i++) {
            changePoints[i] = lots.below(length);
        }
    }

    @Override
    public int choose(Options options) {
        int best = highest(options);
        for (int point : changePoints) {
            if (point == step) {
                priorities[options.get(best).actor()] = --lowest;
                best = highest(options);
            }
        }
        step++;
        return best;
    }

    private int highest(Options options) {
        int best = 0;
        for (int i = 1; i < options.size(); i++) {
            if (priority(options.get(i)) > priority(options.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** Drawn when an actor is first seen; those that were put last are below all others. */
    private long priority(Option option) {
        int actor = option.actor();
        if (actor >= priorities.length) {
            priorities = Arrays.copyOf(priorities, actor * 2);
        }
        if (priorities[actor] == 0) {
            priorities[actor] = 1 + (lots.next() >>> 2);
        }
        return priorities[actor];
    }
}
