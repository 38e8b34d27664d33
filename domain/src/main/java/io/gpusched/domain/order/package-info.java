/**
 * Which entity runs next: priorities, policies, GPU time accounts and the heap that keeps entities in order. Pure arithmetic; knows nothing
 * of jobs or schedulers.
 *
 * <p>Kernel: {@code drivers/gpu/drm/scheduler/sched_rq.c}.
 */
@NullMarked
package io.gpusched.domain.order;

import org.jspecify.annotations.NullMarked;
