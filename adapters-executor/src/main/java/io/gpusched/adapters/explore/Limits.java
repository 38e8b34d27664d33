package io.gpusched.adapters.explore;

/**
 * When an exploration ends that has found nothing.
 *
 * @param schedules the most schedules to run
 * @param nanos the most time to take, in nanoseconds of the explorer's clock
 * @param stepsPerSchedule the most steps that one schedule may take
 * @param repeated how many schedules, from the first on, are run twice and compared, and some later ones unless it is 0
 */
public record Limits(long schedules, long nanos, int stepsPerSchedule, long repeated) {
    /** No limit of schedules or of time. */
    public static final long NONE = Long.MAX_VALUE;
    /** What schedules of a dozen jobs do not need. */
    public static final int USUAL_STEPS = 5_000;

    public Limits {
        if (schedules < 1 || nanos < 1 || stepsPerSchedule < 1) {
            throw new IllegalArgumentException("limits are at least 1: " + schedules + " schedules, " + nanos + " ns, "
                    + stepsPerSchedule + " steps");
        }
    }

    /** Limits the number of schedules. */
    public static Limits ofSchedules(long schedules) {
        return new Limits(schedules, NONE, USUAL_STEPS, 0);
    }

    /** Limits the time. */
    public static Limits ofNanos(long nanos) {
        return new Limits(NONE, nanos, USUAL_STEPS, 0);
    }

    /** Returns the same with every schedule run twice. */
    public Limits runTwice() {
        return new Limits(schedules, nanos, stepsPerSchedule, NONE);
    }
}
