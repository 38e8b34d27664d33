package io.gpusched.application.insight;

import io.gpusched.application.port.RecoveryStage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a ring did nothing useful.
 *
 * @param ring the id of its scheduler
 * @param kind why
 * @param stage which step of a recovery it was, and what became of it; null for a hang
 * @param fromNanos when it began, in nanoseconds
 * @param toNanos when it was over, in nanoseconds
 * @param job the job that hung, or {@link #NO_JOB} where another ring hung
 */
public record Outage(int ring, Kind kind, @Nullable RecoveryStage stage, long fromNanos, long toNanos, long job) {
    /** The {@link #job} of an outage that another ring led to. */
    public static final long NO_JOB = -1;

    /** The end of an outage that is not over. */
    static final long NOT_OVER = Long.MAX_VALUE;

    /** Why a ring did nothing useful. */
    public enum Kind {
        /** A job hung, up to its timeout. */
        HUNG,
        /** A step of a recovery was under way. */
        RECOVERY,
        /** Its device was gone. */
        GONE
    }

    Outage until(long nanos) {
        return toNanos == NOT_OVER ? new Outage(ring, kind, stage, fromNanos, Math.max(fromNanos, nanos), job) : this;
    }

    /** Returns how long it was, in nanoseconds. */
    public long nanos() {
        return toNanos - fromNanos;
    }

    /** Returns how much of the time from one moment to another some outages of a kind on a ring cover, in nanoseconds. */
    public static long covered(List<Outage> outages, int ring, Kind kind, long fromNanos, long toNanos) {
        long sum = 0;
        for (Outage each : outages) {
            if (each.ring() == ring && each.kind() == kind) {
                sum += Math.max(0, Math.min(toNanos, each.toNanos()) - Math.max(fromNanos, each.fromNanos()));
            }
        }
        return sum;
    }
}
