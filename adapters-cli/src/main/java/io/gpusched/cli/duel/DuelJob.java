package io.gpusched.cli.duel;

import io.gpusched.application.event.Place;
import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/** A job of a {@link DuelRun}, as far as it has come. Times are nanoseconds, {@link Nanos#NEVER} for what did not happen. */
final class DuelJob {
    private static final int NOT_RUN = Integer.MAX_VALUE;

    final long id;
    final int entity;
    final long queuedNanos;
    final int queueOrder;
    final boolean entityWasIdle;
    int runOrder = NOT_RUN;
    int queuedBeforeRun;

    @Nullable
    Place place;

    long startNanos = Nanos.NEVER;
    long doneNanos = Nanos.NEVER;

    DuelJob(long id, int entity, long queuedNanos, int queueOrder, boolean entityWasIdle) {
        this.id = id;
        this.entity = entity;
        this.queuedNanos = queuedNanos;
        this.queueOrder = queueOrder;
        this.entityWasIdle = entityWasIdle;
    }

    boolean isDone() {
        return doneNanos != Nanos.NEVER;
    }

    /** Returns how long the ring worked on it; 0 if it is not done. */
    long runningNanos() {
        return isDone() ? doneNanos - startNanos : 0;
    }

    /** Returns how long the ring worked on it before a given time. */
    long runningNanosUntil(long nanos) {
        return isDone() && startNanos < nanos ? Math.min(doneNanos, nanos) - startNanos : 0;
    }
}
