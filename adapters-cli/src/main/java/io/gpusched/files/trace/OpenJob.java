package io.gpusched.files.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job of which some events were seen. */
final class OpenJob {
    /** A time that was not seen. */
    static final long NOT_SEEN = Long.MIN_VALUE;

    final FenceKey fence;
    final long number;

    @Nullable
    SeenClient client;

    @Nullable
    SeenRing ring;

    long queuedNanos = NOT_SEEN;
    long runNanos = NOT_SEEN;
    long doneNanos = NOT_SEEN;
    long startedNanos = NOT_SEEN;
    List<Awaited> dependencies = List.of();

    /** Makes a job without events. */
    OpenJob(FenceKey fence, long number) {
        this.fence = fence;
        this.number = number;
    }

    /** A fence that a job was queued with, or was seen waiting for. */
    static final class Awaited {
        final FenceKey fence;
        /** In old traces the job whose fence had this address at the time; in new ones the fence tells. */
        final @Nullable OpenJob job;

        long signaledNanos = NOT_SEEN;
        boolean waited;

        Awaited(FenceKey fence, @Nullable OpenJob job) {
            this.fence = fence;
            this.job = job;
        }
    }

    /** Returns the dependency on a fence, a new one if there is none yet. */
    Awaited await(FenceKey awaited, @Nullable OpenJob job) {
        for (Awaited each : dependencies) {
            if (each.fence.equals(awaited)) {
                return each;
            }
        }
        if (dependencies.isEmpty()) {
            dependencies = new ArrayList<>(2);
        }
        Awaited added = new Awaited(awaited, job);
        dependencies.add(added);
        return added;
    }

    boolean isQueued() {
        return queuedNanos != NOT_SEEN;
    }

    boolean hasRun() {
        return runNanos != NOT_SEEN;
    }

    boolean isDone() {
        return doneNanos != NOT_SEEN;
    }

    boolean isComplete() {
        return isQueued() && hasRun() && isDone();
    }

    long firstSeenNanos() {
        return isQueued() ? queuedNanos : hasRun() ? runNanos : doneNanos;
    }

    long lastSeenNanos() {
        return isDone() ? doneNanos : hasRun() ? runNanos : queuedNanos;
    }

    /** Events of different CPUs may be told a little out of order; a job's times must not be. */
    void straighten() {
        runNanos = Math.max(runNanos, queuedNanos);
        doneNanos = Math.max(doneNanos, runNanos);
    }

    /** Returns what people call it. */
    String label() {
        return fence.isReused() ? "id " + Long.toUnsignedString(number) : fence.label();
    }
}
