package io.gpusched.application.shared;

import java.util.function.Consumer;

/**
 * How a job that was given up while it ran keeps its credits.
 *
 * @param limitNanos how long at most, in nanoseconds, at least 1
 * @param ask asks the backend to let go of a payload; called once, on the writer
 */
record Hold(long limitNanos, Consumer<Object> ask) {
    Hold {
        if (limitNanos < 1) {
            throw new IllegalArgumentException("a call may hold its credit for at least 1 ns, not " + limitNanos);
        }
    }
}
