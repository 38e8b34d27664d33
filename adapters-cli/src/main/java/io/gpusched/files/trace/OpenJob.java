package io.gpusched.files.trace;

import io.gpusched.application.recording.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job that was seen in some events. */
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
    private long queuedPlace;
    private long runPlace;
    private long donePlace;
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

    /** Records that the job was queued, at a place among all events. */
    void queued(long nanos, long place) {
        queuedNanos = nanos;
        queuedPlace = place;
    }

    /** Records that the job was given to the hardware. */
    void ran(long nanos, long place) {
        runNanos = nanos;
        runPlace = place;
    }

    /** Records that the job was done. */
    void done(long nanos, long place) {
        doneNanos = nanos;
        donePlace = place;
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

    /** Events of different CPUs may be told a little out of order; a job's times and places must not be. */
    void straighten() {
        runNanos = Math.max(runNanos, queuedNanos);
        doneNanos = Math.max(doneNanos, runNanos);
        runPlace = Math.max(runPlace, queuedPlace);
        donePlace = Math.max(donePlace, runPlace);
    }

    /** Returns where its events stand among all; only of a whole job that was straightened. */
    Places places() {
        return new Places(queuedPlace, runPlace, donePlace);
    }

    /** Compares jobs by when they were queued, those of one time by the order of the trace. */
    static Comparator<OpenJob> byQueueing() {
        return Comparator.comparingLong((OpenJob job) -> job.queuedNanos).thenComparingLong(job -> job.queuedPlace);
    }

    /** Compares jobs by when they were given to the hardware, those of one time by the order of the trace. */
    static Comparator<OpenJob> byRun() {
        return Comparator.comparingLong((OpenJob job) -> job.runNanos).thenComparingLong(job -> job.runPlace);
    }

    /** Compares jobs by when they were done, those of one time by the order of the trace. */
    static Comparator<OpenJob> byEnd() {
        return Comparator.comparingLong((OpenJob job) -> job.doneNanos).thenComparingLong(job -> job.donePlace);
    }

    /**
     * Tells whether the job had left the hardware when another one was given to it. The kernel gives the credits of a job back before it traces
     * that the job is done, so one that ran earlier and is done at the time of the other's run had left.
     */
    boolean hasLeftAtRunOf(OpenJob other) {
        return doneNanos < other.runNanos || (doneNanos == other.runNanos && byRun().compare(this, other) < 0);
    }

    /** Returns what people call it. */
    String label() {
        return fence.isReused() ? "id " + Long.toUnsignedString(number) : fence.label();
    }
}
