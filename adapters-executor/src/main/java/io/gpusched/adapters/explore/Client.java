package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.writer.Named;
import io.gpusched.application.port.Timers;

/** Somebody outside of the device: a client, a driver, an operator. Does one thing after the other; each may be late. */
public final class Client {
    private final Timers timers;

    Client(Timers timers) {
        this.timers = timers;
    }

    /**
     * Adds the next thing to do, at the earliest when everything before it is done.
     *
     * @param words what it is, for people
     * @param step does it
     */
    public Client then(String words, Runnable step) {
        return at(0, words, step);
    }

    /**
     * Adds the next thing to do.
     *
     * @param nanos how long from now at the least, in nanoseconds, not before what was added before
     * @param words what it is, for people
     * @param step does it
     */
    public Client at(long nanos, String words, Runnable step) {
        timers.timer(new Named(words, step)).arm(nanos);
        return this;
    }
}
