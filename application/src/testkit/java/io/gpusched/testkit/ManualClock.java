package io.gpusched.testkit;

import io.gpusched.application.port.Clock;

/** A clock that stands still until a test moves it. It begins at 0. */
public final class ManualClock implements Clock {
    private long now;

    /** Makes a clock at 0. */
    public ManualClock() {}

    @Override
    public long nanos() {
        return now;
    }

    /**
     * Moves the clock on. Timers do not fire by this; see {@link ManualTimers#fireNext} and {@link ManualWork#advance}.
     *
     * @param nanos by how much, not negative
     */
    public void advance(long nanos) {
        moveTo(Math.addExact(now, nanos));
    }

    /**
     * Moves the clock.
     *
     * @param nanos the new time, not before the present one
     */
    public void moveTo(long nanos) {
        if (nanos < now) {
            throw new IllegalArgumentException("time does not go back from " + now + " ns to " + nanos + " ns");
        }
        now = nanos;
    }
}
