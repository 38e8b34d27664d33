package io.gpusched.application.shared;

import java.time.Duration;

/**
 * A rate with a burst, as a token bucket has: the bucket gets a token each {@code intervalNanos} and holds at most {@code burst} of them. A
 * value.
 *
 * @param intervalNanos nanoseconds between two tokens, at least 1
 * @param burst how many tokens the bucket holds, at least 1; it is full at first
 */
public record Rate(long intervalNanos, int burst) {
    public Rate {
        if (intervalNanos < 1) {
            throw new IllegalArgumentException("tokens come at least 1 ns apart, not " + intervalNanos);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("a bucket holds at least 1 token, not " + burst);
        }
    }

    /**
     * A rate without bursts: one at a time.
     *
     * @param count how many in that time, at least 1
     */
    public static Rate of(int count, Duration per) {
        if (count < 1) {
            throw new IllegalArgumentException("a rate is at least 1, not " + count);
        }
        return new Rate(Math.max(1, Limit.nanos(per) / count), 1);
    }

    /** Changes how many may come at once after a pause. */
    public Rate burst(int changed) {
        return new Rate(intervalNanos, changed);
    }
}
