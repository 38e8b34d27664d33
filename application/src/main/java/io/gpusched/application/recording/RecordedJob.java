package io.gpusched.application.recording;

import java.util.List;

/**
 * A job that was seen from its queueing to its end. Times are nanoseconds on the clock of the recording and do not decrease from one to
 * the next.
 *
 * @param client the place of its client in {@link Recording#clients}
 * @param ring the place of its ring in {@link Recording#rings}
 * @param fenceContext the context of its finished fence, unsigned; {@link #NO_CONTEXT} in old traces
 * @param number the sequence number of that fence, unsigned; in old traces the job's id, which is unique on its ring only
 * @param queuedNanos when it was put into its entity's queue
 * @param runNanos when it was given to the hardware
 * @param startedNanos when the hardware can have begun with it at the earliest: its run, or the end of the job before it on the ring
 * @param doneNanos when it was done
 * @param places where its events stand among those that have the same times
 * @param dependencies what it had to wait for, its own entity's jobs left out
 */
public record RecordedJob(
        int client,
        int ring,
        long fenceContext,
        long number,
        long queuedNanos,
        long runNanos,
        long startedNanos,
        long doneNanos,
        Places places,
        List<RecordedDependency> dependencies) {
    /** The {@link #fenceContext} of a job that is known by its id only. */
    public static final long NO_CONTEXT = 0;

    public RecordedJob {
        dependencies = List.copyOf(dependencies);
        if (queuedNanos > runNanos || runNanos > startedNanos || startedNanos > doneNanos) {
            throw new IllegalArgumentException("the times of a job do not decrease, as " + queuedNanos + ", " + runNanos
                    + ", " + startedNanos + ", " + doneNanos + " do");
        }
    }

    /** Returns what people call it: {@code context:seqno} of its fence, or its id. */
    public String label() {
        String unsigned = Long.toUnsignedString(number);
        return fenceContext == NO_CONTEXT ? "id " + unsigned : Long.toUnsignedString(fenceContext) + ":" + unsigned;
    }

    /** Returns how long the hardware was busy with it, if the ring takes one job at a time; nanoseconds. */
    public long serialNanos() {
        return doneNanos - startedNanos;
    }

    /** Returns how long it was on the hardware, which is how long it took if jobs overlap there; nanoseconds. */
    long overlappingNanos() {
        return doneNanos - runNanos;
    }
}
