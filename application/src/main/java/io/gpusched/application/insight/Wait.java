package io.gpusched.application.insight;

import io.gpusched.domain.time.Nanos;
import java.util.List;

/**
 * The whole wait of one job, cut into parts: in the order of time, without gaps, from when it was queued until it was done, or until the run
 * ended. So the parts add up exactly to what its client waited.
 *
 * @param job what became of it
 * @param parts its parts; none if it was done at the time at which it was queued
 */
public record Wait(JobTimes job, List<WaitPart> parts) {
    public Wait {
        parts = List.copyOf(parts);
        long nanos = job.queuedNanos();
        for (WaitPart part : parts) {
            if (part.fromNanos() != nanos || part.nanos() <= 0) {
                throw new IllegalArgumentException("part " + part + " of job " + job.job() + " begins at " + nanos);
            }
            nanos = part.toNanos();
        }
        if (job.doneNanos() != Nanos.NEVER && nanos != job.doneNanos()) {
            throw new IllegalArgumentException("the parts of job " + job.job() + " end at " + nanos);
        }
    }

    /** Returns how long the whole wait was, in nanoseconds. */
    public long nanos() {
        return parts.isEmpty() ? 0 : parts.getLast().toNanos() - job.queuedNanos();
    }
}
