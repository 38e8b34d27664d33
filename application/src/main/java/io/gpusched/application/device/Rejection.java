package io.gpusched.application.device;

import io.gpusched.domain.sched.Entity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The reason for which a job was refused. Nothing has changed then, and the job can be submitted again elsewhere. */
public sealed interface Rejection {
    /** Returns the reason in words. */
    String reason();

    /** Returns after how long the same submission may be accepted, as far as can be said; null if waiting does not help. */
    default @Nullable Duration retryAfter() {
        return null;
    }

    /**
     * The entity was killed or closed.
     *
     * @param entity the entity
     */
    record EntityKilled(Entity entity) implements Rejection {
        @Override
        public String reason() {
            return entity + " was closed and takes no jobs";
        }
    }

    /**
     * None of the schedulers that the entity may use is eligible.
     *
     * @param entity the entity
     */
    record NoEligibleScheduler(Entity entity) implements Rejection {
        @Override
        public String reason() {
            return "no scheduler of " + entity + " is eligible";
        }
    }

    /**
     * The shared device takes no jobs any more.
     *
     * @param failure what its writer has failed with; null if the device, or its writer, was closed
     */
    record DeviceClosed(@Nullable Throwable failure) implements Rejection {
        @Override
        public String reason() {
            return failure == null ? "the device was closed" : "the device has failed: " + failure;
        }
    }

    /**
     * The shared entity was closed.
     *
     * @param entity its name
     */
    record EntityClosed(String entity) implements Rejection {
        @Override
        public String reason() {
            return "entity " + entity + " was closed and takes no jobs";
        }
    }

    /**
     * As many jobs of the shared entity wait as may.
     *
     * @param entity its name
     * @param limit how many may wait
     * @param expectedWaitNanos how long until one of them starts, in nanoseconds, estimated from its last starts; 0 if nothing is known yet
     */
    record QueueFull(String entity, int limit, long expectedWaitNanos) implements Rejection {
        @Override
        public String reason() {
            return "entity " + entity + " has " + limit + " jobs waiting, and may have no more";
        }

        @Override
        public @Nullable Duration retryAfter() {
            return expectedWaitNanos == 0 ? null : Duration.ofNanos(expectedWaitNanos);
        }
    }

    /**
     * The thread that waited for its turn was interrupted, in a place that cannot say so otherwise.
     *
     * @param entity the name of the entity for which it waited
     */
    record Interrupted(String entity) implements Rejection {
        @Override
        public String reason() {
            return "the thread was interrupted while it waited for entity " + entity;
        }
    }

    /**
     * Jobs of the shared entity come faster than its rate.
     *
     * @param entity its name
     * @param expectedWaitNanos how long until the next one is accepted, in nanoseconds, if nobody else takes its place
     * @param room how many more jobs its queue has room for
     */
    record RateExceeded(String entity, long expectedWaitNanos, int room) implements Rejection {
        @Override
        public String reason() {
            return "entity " + entity
                    + " submits faster than its rate, or that of its group; the next job is accepted in "
                    + expectedWaitNanos / 1_000 + " us";
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofNanos(expectedWaitNanos);
        }
    }
}
