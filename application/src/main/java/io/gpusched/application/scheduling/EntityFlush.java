package io.gpusched.application.scheduling;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceSource;
import io.gpusched.domain.sched.Entity;
import org.jspecify.annotations.Nullable;

/**
 * Waits until nothing is left in an entity's queue. The kernel sleeps here; we signal a fence, with {@link Errno#ETIME} if the time limit
 * comes first and {@link Errno#ENODEV} if the scheduler is torn down first.
 *
 * @kernel drm_sched_entity_flush(), drm_sched_entity_is_idle()
 */
final class EntityFlush implements FenceSource {
    private final Entity entity;
    private final Fence fence;
    private final Timer limit;
    private final DeviceSchedulers schedulers;

    EntityFlush(DeviceSchedulers schedulers, Timers timers, Entity entity, long context) {
        this.schedulers = schedulers;
        this.entity = entity;
        this.fence = Fence.of(context, 1, this);
        this.limit = timers.timer(() -> end(Errno.ETIME));
    }

    Fence fence() {
        return fence;
    }

    Entity entity() {
        return entity;
    }

    /** Starts the wait, which may be over at once. */
    void begin(long limitNanos) {
        if (!endIfIdle()) {
            limit.arm(limitNanos);
        }
    }

    /** Ends the wait if there is nothing left to wait for. */
    boolean endIfIdle() {
        boolean idle = !entity.isAttached() || entity.queued() == 0 || entity.isStopped();
        if (idle) {
            end(null);
        }
        return idle;
    }

    /** Ends the wait, unless the end of another one has ended it meanwhile: a callback may have closed the entity. */
    void end(@Nullable Errno error) {
        if (fence.isSignaled()) {
            return;
        }
        limit.cancel();
        schedulers.endFlush(this, error);
    }

    @Override
    public String timelineName() {
        return "flush of " + entity;
    }
}
