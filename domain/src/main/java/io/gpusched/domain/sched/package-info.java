/**
 * The scheduler's state and its decisions: jobs, entities, run queues, credits, the pending list. These types refer to one another as the
 * kernel's structs do, so they share a package. Only the device's writer touches them; there are no locks because there is one writer.
 *
 * <p>Kernel: {@code include/drm/gpu_scheduler.h}, {@code drivers/gpu/drm/scheduler/}.
 */
@NullMarked
package io.gpusched.domain.sched;

import org.jspecify.annotations.NullMarked;
