package io.gpusched.application.device;

import io.gpusched.domain.sched.Entity;
import org.jspecify.annotations.Nullable;

/** The reason for which a job was refused. Nothing has changed then, and the job can be submitted again elsewhere. */
public sealed interface Rejection {
    /** Returns the reason in words. */
    String reason();

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
     */
    record QueueFull(String entity, int limit) implements Rejection {
        @Override
        public String reason() {
            return "entity " + entity + " has " + limit + " jobs waiting, and may have no more";
        }
    }
}
