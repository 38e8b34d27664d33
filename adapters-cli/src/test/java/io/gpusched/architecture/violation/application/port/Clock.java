package io.gpusched.architecture.violation.application.port;

/** Breaks nothing: a port to implement and to call. */
@FunctionalInterface
public interface Clock {
    /** Returns the time. */
    long nanos();
}
