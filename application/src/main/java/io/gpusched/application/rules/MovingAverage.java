package io.gpusched.application.rules;

/**
 * The average duration of jobs as Linux has it: of 64ths of a microsecond, the newest counting a quarter, begun afresh at zero.
 *
 * @kernel DECLARE_EWMA(drm_sched_avgtime, 6, 4)
 */
final class MovingAverage {
    private long sixtyFourths;

    void add(long durationNanos) {
        long newest = durationNanos / 1_000 * 64;
        sixtyFourths = sixtyFourths == 0 ? newest : (3 * sixtyFourths + newest) >>> 2;
    }

    long micros() {
        return sixtyFourths >>> 6;
    }
}
