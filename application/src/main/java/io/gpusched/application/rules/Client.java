package io.gpusched.application.rules;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import org.jspecify.annotations.Nullable;

/** What is to be expected of an entity. */
final class Client {
    final Entity entity;
    /** Its jobs that have not run. */
    int waiting;

    /** One of its jobs was blamed while it stood at that job's scheduler. */
    boolean guilty;

    /** The finished fence of the job that it pushed last, or null. */
    @Nullable
    Fence lastPushed;

    /** The finished fence of its job that was taken last, or null. */
    @Nullable
    Fence lastTaken;

    /** The fence that it was last told to wait for, if it may still stand there. */
    @Nullable
    Fence awaited;

    Client(Entity entity) {
        this.entity = entity;
    }
}
