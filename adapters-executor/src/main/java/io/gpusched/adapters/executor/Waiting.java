package io.gpusched.adapters.executor;

/** The ways in which the thread of a writer waits while there is nothing to do. */
public enum Waiting {
    /** Sleeps at once: waiting costs nothing, and waking up takes some microseconds. */
    PARK(0),
    /** Spins for a while before it sleeps: for a machine with a spare core, and news that usually comes soon. */
    SPIN_THEN_PARK(2_000);

    private final int spins;

    Waiting(int spins) {
        this.spins = spins;
    }

    /** Returns how many times to look before sleeping. */
    int spins() {
        return spins;
    }
}
