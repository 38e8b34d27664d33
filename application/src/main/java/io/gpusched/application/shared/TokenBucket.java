package io.gpusched.application.shared;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The token bucket of a {@link Rate}, for any thread. It keeps one number, the time at which the bucket would be full again, so that taking a
 * token is one compare-and-set and no timer fills anything (the generic cell rate algorithm of ATM networks).
 */
final class TokenBucket {
    private final Rate rate;
    private final AtomicLong fullAtNanos = new AtomicLong(Long.MIN_VALUE);

    TokenBucket(Rate rate) {
        this.rate = rate;
    }

    /**
     * Takes a token if there is one.
     *
     * @return 0 if it was taken; else nanoseconds until there is one
     */
    long tryTake(long nowNanos) {
        while (true) {
            long before = fullAtNanos.get();
            long wait = waitNanos(before, nowNanos);
            if (wait > 0) {
                return wait;
            }
            if (fullAtNanos.compareAndSet(before, Math.max(before, nowNanos) + rate.intervalNanos())) {
                return 0;
            }
        }
    }

    /** Puts a token back that was taken for nothing. */
    void putBack() {
        fullAtNanos.getAndAdd(-rate.intervalNanos());
    }

    /** Returns nanoseconds until there is a token, 0 if there is one. */
    long waitNanos(long nowNanos) {
        return waitNanos(fullAtNanos.get(), nowNanos);
    }

    private long waitNanos(long fullAt, long nowNanos) {
        long full = Math.max(fullAt, nowNanos);
        return Math.max(0, full - nowNanos - rate.intervalNanos() * (rate.burst() - 1L));
    }
}
