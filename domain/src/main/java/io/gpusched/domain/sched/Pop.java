package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Fence;

/**
 * The result of taking the first job of an entity: the {@link Job}, or a dependency to wait for.
 *
 * @kernel drm_sched_entity_pop_job()
 */
public sealed interface Pop permits Job, Pop.Blocked {
    /**
     * The job must wait; the entity has left its callback on the fence and is not ready until it signals.
     *
     * @param job the job that must wait
     * @param on the fence waited for: the scheduled fence where the dependency is pipelined
     */
    record Blocked(Job job, Fence on) implements Pop {}
}
