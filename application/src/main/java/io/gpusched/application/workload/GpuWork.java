package io.gpusched.application.workload;

import io.gpusched.application.provider.SettingValues;
import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/**
 * The work of a job of a workload: the payload that backends are given. What hangs and fails is for the simulator; other backends look at the settings, and
 * may look at the duration.
 *
 * @param durationNanos how long it occupies the ring, not negative
 * @param hangs how many of its first runs never complete by themselves, not negative
 * @param runError the error with which the hardware refuses it, or null
 * @param hardwareError the error with which it completes, or null
 * @param request what else its client wants
 */
public record GpuWork(
        long durationNanos,
        int hangs,
        @Nullable Errno runError,
        @Nullable Errno hardwareError,
        WorkRequest request) {
    /** Work of a client that wants nothing else. */
    public GpuWork(long durationNanos, int hangs, @Nullable Errno runError, @Nullable Errno hardwareError) {
        this(durationNanos, hangs, runError, hardwareError, WorkRequest.NONE);
    }

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

    /** Returns what the backend is to do. */
    public SettingValues settings() {
        return request.settings();
    }

    /** Returns the same work that takes another time. */
    public GpuWork withDuration(long nanos) {
        return new GpuWork(nanos, hangs, runError, hardwareError, request);
    }

    /** Returns the same work that hangs so often. */
    public GpuWork withHangs(int runs) {
        return new GpuWork(durationNanos, runs, runError, hardwareError, request);
    }

    /** Returns the same work that ends so. */
    public GpuWork withErrors(@Nullable Errno onRun, @Nullable Errno onHardware) {
        return new GpuWork(durationNanos, hangs, onRun, onHardware, request);
    }

    /** Returns the same work of a client that wants something else. */
    public GpuWork withRequest(WorkRequest other) {
        return new GpuWork(durationNanos, hangs, runError, hardwareError, other);
    }
}
