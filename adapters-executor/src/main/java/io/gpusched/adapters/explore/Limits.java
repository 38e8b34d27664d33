package io.gpusched.adapters.explore;

/**
 * The limits of an exploration: when it ends if it has found nothing, and how much of it runs twice.
 *
 * @param schedules the most schedules to run, at least 1
 * @param nanos the most time to take, in nanoseconds of the explorer's clock, at least 1
 * @param stepsPerSchedule the most steps that one schedule may take, at least 1
 * @param repeated how many schedules, from the first on, run twice and are compared. Unless it is 0, some of the later ones run twice as
 *     well
 */
public record Limits(long schedules, long nanos, int stepsPerSchedule, long repeated) {
    /** No limit of schedules or of time. */
    public static final long NO_LIMIT = Long.MAX_VALUE;
    /** More steps than schedules of a thousand jobs need. */
    public static final int USUAL_STEPS = 200_000;

    public Limits {
        if (schedules < 1 || nanos < 1 || stepsPerSchedule < 1) {
            throw new IllegalArgumentException("limits are at least 1: " + schedules + " schedules, " + nanos + " ns, "
                    + stepsPerSchedule + " steps");
        }
    }

    /** Limits the number of schedules and nothing else. */
    public static Limits ofSchedules(long schedules) {
        return new Limits(schedules, NO_LIMIT, USUAL_STEPS, 0);
    }

    /**
     * Returns the same limits with another time.
     *
     * @param otherNanos the most time to take, in nanoseconds, at least 1
     */
    public Limits within(long otherNanos) {
        return new Limits(schedules, otherNanos, stepsPerSchedule, repeated);
    }

    /** Returns the same limits with every schedule run twice. */
    public Limits runTwice() {
        return new Limits(schedules, nanos, stepsPerSchedule, NO_LIMIT);
    }
}
