package io.gpusched.adapters.explore.order;

/**
 * Chooses what happens next. Nothing else in a schedule is left open: everything but the choices follows from the scenario, so equal
 * choices make equal schedules.
 */
@FunctionalInterface
public interface Interleaving {
    /** Returned instead of an index: what follows is known, so the schedule may end here. */
    int CUT = -1;

    /** Chooses first in, first out, as virtual time does. */
    Interleaving FIRST_IN_FIRST_OUT = point -> 0;

    /**
     * Chooses an alternative.
     *
     * @return its index, or {@link #CUT}
     */
    int choose(ChoicePoint point);

    /** Tells whether this wants to choose even where there is only one alternative. */
    default boolean wantsEveryStep() {
        return false;
    }

    /**
     * Tells whether the step after the last choice was already run in an earlier schedule with the same beginning. Its state was checked
     * then.
     */
    default boolean isRepeating() {
        return false;
    }
}
