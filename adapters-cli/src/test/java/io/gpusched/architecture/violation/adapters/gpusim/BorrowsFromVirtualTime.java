package io.gpusched.architecture.violation.adapters.gpusim;

import io.gpusched.architecture.violation.adapters.virtualtime.VirtualClock;

/** One adapter module uses another. */
public record BorrowsFromVirtualTime(VirtualClock clock) {}
