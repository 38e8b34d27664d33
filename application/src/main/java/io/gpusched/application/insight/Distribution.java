package io.gpusched.application.insight;

import java.util.stream.LongStream;

/**
 * A set of durations, sorted. A percentile is a value that really occurred; the
 * median of an even number is the upper one of the two in the middle.
 *
 * @param count how many there are
 * @param p50 the median, in nanoseconds; 0 if there are none
 * @param p99 the 99th percentile, in nanoseconds
 * @param max the largest, in nanoseconds
 * @param sum all together, in nanoseconds
 */
public record Distribution(int count, long p50, long p99, long max, long sum) {
    /** Describes durations in nanoseconds. */
    public static Distribution of(LongStream durations) {
        long[] sorted = durations.sorted().toArray();
        if (sorted.length == 0) {
            return new Distribution(0, 0, 0, 0, 0);
        }
        return new Distribution(
                sorted.length,
                percentile(sorted, 50),
                percentile(sorted, 99),
                sorted[sorted.length - 1],
                LongStream.of(sorted).sum());
    }

    /** Returns the value that at least the given share of the others is not above; the upper one of two in the middle. */
    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.min((int) ((long) percent * sorted.length / 100), sorted.length - 1)];
    }
}
