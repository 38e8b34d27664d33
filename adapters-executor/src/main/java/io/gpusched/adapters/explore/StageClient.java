package io.gpusched.adapters.explore;

import io.gpusched.application.port.NamedAction;
import io.gpusched.application.port.Timers;

/** A client, a driver or an operator outside the device. It does one thing after another, and each may be late. */
public final class StageClient {
    private final Timers timers;

    StageClient(Timers timers) {
        this.timers = timers;
    }

    /**
     * Adds the next thing to do. It happens after everything that was added before it.
     *
     * @param words what the client does, for people
     * @param step does it
     */
    public StageClient then(String words, Runnable step) {
        return at(0, words, step);
    }

    /**
     * Adds the next thing to do. It happens after everything that was added before it.
     *
     * @param nanos the least time from now, in nanoseconds
     * @param words what the client does, for people
     * @param step does it
     */
    public StageClient at(long nanos, String words, Runnable step) {
        timers.timer(new NamedAction(words, step)).arm(nanos);
        return this;
    }
}
