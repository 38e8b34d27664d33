package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Options;

/** Repeats choices that were recorded; after the last, and where a choice is not possible, first in, first out. */
public final class ChoiceList implements Interleaving {
    private final int[] choices;
    private int next;
    private boolean impossible;

    /** Repeats the choices, in order. */
    public ChoiceList(int... choices) {
        this.choices = choices.clone();
    }

    @Override
    public int choose(Options options) {
        int choice = next < choices.length ? choices[next] : 0;
        next++;
        if (choice < options.size()) {
            return choice;
        }
        impossible = true;
        return 0;
    }

    /** Tells whether every choice was possible and there were as many as recorded. */
    public boolean wasRepeated() {
        return !impossible && next >= choices.length;
    }
}
