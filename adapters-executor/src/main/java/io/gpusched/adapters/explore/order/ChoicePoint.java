package io.gpusched.adapters.explore.order;

/**
 * A moment at which something must be chosen, and its alternatives. The first alternative is what virtual time would do: the oldest work, or
 * else the first timer; inside a step, to go on with it. Valid until the choice is made.
 */
public interface ChoicePoint {
    /** Returns how many alternatives there are, at least 1. */
    int size();

    /** Returns an alternative by its index, counted from 0. */
    Alternative get(int index);

    /** Returns a hash of all choices made so far: where it is equal, everything so far was the same. */
    long history();

    /**
     * Returns a fingerprint of the current state: equal for states with the same future. Takes time in proportion to the size of the
     * state.
     *
     * @return the two halves; the array belongs to the caller until the next call
     */
    long[] state();
}
