package io.gpusched.application.device;

import io.gpusched.domain.sched.Entity;

/** Why a job was refused. Nothing has changed then, and the job can be submitted again elsewhere. */
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
     * None of the schedulers that the entity may use is ready.
     *
     * @param entity the entity
     */
    record NoReadyScheduler(Entity entity) implements Rejection {
        @Override
        public String reason() {
            return "no scheduler of " + entity + " is ready";
        }
    }
}
