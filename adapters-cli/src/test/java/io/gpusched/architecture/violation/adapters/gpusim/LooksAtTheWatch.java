package io.gpusched.architecture.violation.adapters.gpusim;

import java.util.function.LongSupplier;

/** The simulated hardware measures real time. */
public final class LooksAtTheWatch {
    LongSupplier watch() {
        return System::nanoTime;
    }
}
