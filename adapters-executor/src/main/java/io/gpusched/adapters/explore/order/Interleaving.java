package io.gpusched.adapters.explore.order;

/**
 * Chooses what happens next: the one point of choice of an exploration. Everything else about a schedule follows from the scenario, so
 * equal choices make equal schedules.
 */
@FunctionalInterface
public interface Interleaving {
    /** Returned instead of an index: what follows is known already, the schedule may end here. */
    int CUT = -1;

    /** First in, first out: as virtual time would do it. */
    Interleaving FIRST_IN_FIRST_OUT = options -> 0;

    /**
     * Chooses.
     *
     * @return the index of the option, or {@link #CUT}
     */
    int choose(Options options);

    /** Tells whether to be asked as well where there is only one option. */
    default boolean wantsEveryStep() {
        return false;
    }

    /**
     * Tells whether what follows the last choice has followed it in an earlier schedule, after the same beginning. The state after it was
     * checked then.
     */
    default boolean isRepeating() {
        return false;
    }
}
