package io.gpusched.adapters.executor;

/** How a thread waits that has nothing to do. */
public enum Waiting {
    /** Sleeps at once: no work costs nothing, and being woken takes some microseconds. */
    PARK(0),
    /** Looks around for a while before it sleeps: for a machine with a core to spare, and news that comes quickly or not at all. */
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
