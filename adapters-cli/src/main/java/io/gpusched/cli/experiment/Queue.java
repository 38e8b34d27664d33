package io.gpusched.cli.experiment;

/** The ways to run the work of a device, as {@code --queue} names them. */
public enum Queue {
    /** One thread and a clock that jumps: every run is the same. */
    VIRTUAL_TIME("virtual-time"),
    /** An ordered queue over a pool of threads, in real time. */
    EXECUTOR("executor"),
    /** An ordered queue on a virtual thread, in real time. */
    VIRTUAL_THREAD("virtual-thread");

    private final String label;

    Queue(String label) {
        this.label = label;
    }

    /** Returns the name on the command line. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
