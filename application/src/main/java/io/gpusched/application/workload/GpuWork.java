package io.gpusched.application.workload;

import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/**
 * The work of a simulated job on the simulated hardware.
 *
 * @param durationNanos how long it occupies the ring, not negative
 * @param hangs how many of its first runs never complete by themselves, not negative
 * @param runError the error with which the hardware refuses it, or null
 * @param hardwareError the error with which it completes, or null
 */
public record GpuWork(
        long durationNanos,
        int hangs,
        @Nullable Errno runError,
        @Nullable Errno hardwareError) {
    public GpuWork {
        if (durationNanos < 0) {
            throw new IllegalArgumentException("a duration is not negative, as " + durationNanos + " ns is");
        }
        if (hangs < 0) {
            throw new IllegalArgumentException("a number of hangs is not negative, as " + hangs + " is");
        }
    }

    /** Work that takes its time and succeeds. */
    public static GpuWork of(long durationNanos) {
        return new GpuWork(durationNanos, 0, null, null);
    }
}
