package io.gpusched.architecture.violation.adapters.executor;

/** Breaks nothing: a live runner has real time. */
public final class RunsLive {
    long now() {
        return System.nanoTime();
    }
}
