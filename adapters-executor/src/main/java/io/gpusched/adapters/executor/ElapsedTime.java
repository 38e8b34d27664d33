package io.gpusched.adapters.executor;

import io.gpusched.application.port.Clock;

/** The real time since this was made. Read from any thread. */
public final class ElapsedTime implements Clock {
    private final long originNanos = System.nanoTime();

    /** Starts at zero. */
    public ElapsedTime() {}

    @Override
    public long nanos() {
        return System.nanoTime() - originNanos;
    }
}
