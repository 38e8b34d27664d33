package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Interleaving;

/**
 * Repeats recorded choices. After the last one, and where a recorded alternative does not exist, it chooses first in, first out; so every
 * list of numbers is a schedule, which shrinking makes use of.
 */
public final class RecordedInterleaving implements Interleaving {
    private final int[] choices;
    private int next;

    /** Makes an interleaving that repeats the choices, in order. */
    public RecordedInterleaving(int... choices) {
        this.choices = choices.clone();
    }

    @Override
    public int choose(ChoicePoint point) {
        int choice = next < choices.length ? choices[next] : 0;
        next++;
        return choice < point.size() ? choice : 0;
    }
}
