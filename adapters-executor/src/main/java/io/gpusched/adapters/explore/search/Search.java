package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.order.Interleaving;

/** One exploration as seen by its strategy: which schedule runs next. */
public interface Search {
    /** Returns the interleaving of the next schedule. */
    Interleaving next();

    /**
     * Learns how that schedule ended.
     *
     * @param known whether the interleaving ended it, because what follows was known
     * @param choices how many choices were made
     */
    void ended(boolean known, int choices);

    /** Tells whether nothing is left to run. */
    boolean isDone();

    /** Tells whether every order was explored once nothing is left to run. */
    default boolean isExhaustive() {
        return false;
    }

    /** Returns how many different states were met in which there was something to choose. */
    long states();

    /** Returns how many different histories the schedules stand for; 0 if that is not known. */
    default long histories() {
        return 0;
    }
}
