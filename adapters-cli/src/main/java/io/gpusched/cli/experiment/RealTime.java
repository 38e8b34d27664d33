package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.ElapsedTime;
import java.util.function.LongSupplier;

/** The time outside of all runs: how long a command has been at work. */
public final class RealTime {
    private RealTime() {}

    /** Starts a clock at zero, in nanoseconds. */
    public static LongSupplier start() {
        ElapsedTime elapsed = new ElapsedTime();
        return elapsed::nanos;
    }
}
