package io.gpusched.adapters.gpusim.faults;

import org.jspecify.annotations.Nullable;

/** The one fault that is to happen next, if any. */
final class Plan {
    private final RuntimeException thrown = new IllegalStateException("planned: the hardware throws");
    private @Nullable GpuFault fault;

    void set(@Nullable GpuFault next) {
        fault = next;
    }

    /** Tells whether a fault is planned, which then happens, once. */
    boolean takes(GpuFault wanted) {
        if (fault != wanted) {
            return false;
        }
        fault = null;
        return true;
    }

    /** Throws if that is planned. */
    void throwIf(GpuFault wanted) {
        if (takes(wanted)) {
            throw thrown;
        }
    }

    RuntimeException thrown() {
        return thrown;
    }
}
