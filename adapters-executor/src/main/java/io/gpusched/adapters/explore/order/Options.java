package io.gpusched.adapters.explore.order;

/**
 * What could happen next, at one moment. The first option is what virtual time would do: the oldest work, or else the first timer; inside
 * a step, to go on with it. Valid until the choice is made.
 */
public interface Options {
    /** Returns how many there are, at least 1. */
    int size();

    /** Returns one of them, counted from 0. */
    Option get(int index);

    /** Returns a number that stands for all choices made so far: with equal ones, everything so far was the same. */
    long history();

    /**
     * Returns a fingerprint of the state that the choice is made in: equal for states with the same future. Takes time in proportion to
     * the state.
     *
     * @return two longs of it; the array belongs to the caller until the next call
     */
    long[] state();
}
