package io.gpusched.application.rules;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;

/**
 * A wait for the queue of an entity to become empty.
 *
 * @param fence signals at the end of the wait
 * @param limitNanos when it ends with ETIME, on the device's clock
 * @kernel drm_sched_entity_flush()
 */
record ExpectedFlush(Entity entity, Fence fence, long limitNanos) {}
