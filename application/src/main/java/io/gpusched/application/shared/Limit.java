package io.gpusched.application.shared;

import io.gpusched.domain.time.Nanos;
import java.time.Duration;

/** Converts limits of time to nanoseconds. */
final class Limit {
    private Limit() {}

    /**
     * Returns a limit in nanoseconds; one of more than 292 years is for ever.
     *
     * @throws IllegalArgumentException if it is negative
     */
    static long nanos(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("a limit is not negative, as " + limit + " is");
        }
        try {
            return limit.toNanos();
        } catch (ArithmeticException forEver) {
            return Nanos.NO_LIMIT;
        }
    }
}
