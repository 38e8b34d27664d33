package io.gpusched.architecture.violation.adapters.gpusim;

/** The simulated hardware locks. */
public final class GuardsItsRing {
    private int runs;

    void add() {
        synchronized (this) {
            runs++;
        }
    }

    @Override
    public String toString() {
        return runs + " runs";
    }
}
