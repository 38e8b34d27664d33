package io.gpusched.application.port;

/** The time, as a step sees it: it stands still from the step's beginning to its end. Called on the writer only. */
@FunctionalInterface
public interface Clock {
    /** Returns nanoseconds since the writer began; never less than before. */
    long nanos();
}
