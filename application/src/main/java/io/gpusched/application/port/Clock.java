package io.gpusched.application.port;

/** The time. */
@FunctionalInterface
public interface Clock {
    /** Returns nanoseconds since the writer began; never less than before. */
    long nanos();
}
