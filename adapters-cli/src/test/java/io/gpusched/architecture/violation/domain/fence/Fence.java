package io.gpusched.architecture.violation.domain.fence;

/** Breaks nothing: something to signal. */
public final class Fence {
    private boolean signaled;

    /** Signals. */
    public void signal() {
        signaled = true;
    }

    @Override
    public String toString() {
        return signaled ? "signalled" : "not signalled";
    }
}
