package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Fence;
import org.jspecify.annotations.Nullable;

/**
 * The hardware's own last dependency of a job, asked for again after each one has signalled, until there is none.
 *
 * @kernel drm_sched_backend_ops.prepare_job
 */
@FunctionalInterface
public interface Preparation {
    /** Nothing to wait for. */
    Preparation NONE = job -> null;

    /** Returns a fence that the job must wait for before it runs, or null if it may run. */
    @Nullable
    Fence prepare(Job job);
}
