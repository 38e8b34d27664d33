package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Interleaving;
import java.util.Arrays;

/** Chooses the actor with the highest random priority; at a change point that actor moves behind all others first. */
final class PctInterleaving implements Interleaving {
    private final RandomInterleaving random;
    private final int[] changePoints;
    /** The priorities by actor: positive if drawn, negative after a change point, 0 if the actor was not seen yet. */
    private long[] priorities = new long[16];

    private int step;
    private long lowest;

    /**
     * Makes the interleaving of one schedule.
     *
     * @param depth one more than the number of change points
     * @param length in how many choices the change points lie
     */
    PctInterleaving(long seed, int depth, int length) {
        random = new RandomInterleaving(seed);
        changePoints = new int[depth - 1];
        for (int i = 0; i < changePoints.length; i++) {
            changePoints[i] = random.below(length);
        }
    }

    @Override
    public int choose(ChoicePoint point) {
        int best = highest(point);
        for (int changePoint : changePoints) {
            if (changePoint == step) {
                priorities[point.get(best).actor()] = --lowest;
                best = highest(point);
            }
        }
        step++;
        return best;
    }

    private int highest(ChoicePoint point) {
        int best = 0;
        for (int i = 1; i < point.size(); i++) {
            if (priority(point.get(i)) > priority(point.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the priority of an actor, which is drawn when the actor is first seen. */
    private long priority(Alternative alternative) {
        int actor = alternative.actor();
        if (actor >= priorities.length) {
            priorities = Arrays.copyOf(priorities, actor * 2);
        }
        if (priorities[actor] == 0) {
            priorities[actor] = 1 + (random.next() >>> 2);
        }
        return priorities[actor];
    }
}
