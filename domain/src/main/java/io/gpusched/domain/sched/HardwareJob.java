package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * The view that hardware has of a job: what it may know, and nothing that it could change. The same job is always the same view, so it may be
 * the key of a map. It is the job itself, so a view costs no memory.
 *
 * <p>The number, the payload, the credits and the name may be read on any thread; everything else on the writer only.
 *
 * @kernel struct drm_sched_job, as far as drivers use it
 */
public sealed interface HardwareJob extends Candidate permits Job {
    /** Returns the number that the submitter gave the job; unique within the device. */
    long id();

    /** Returns what the hardware is to do. */
    Object payload();

    /** Returns the name of the entity that submitted the job; empty if it has none. */
    String entityName();

    /**
     * Returns the error that the job bears already, or null. A job that bears one when it is given to the hardware need not run: its entity
     * is guilty, or it was cancelled.
     *
     * @kernel s_fence->finished.error, which drivers look at in run_job
     */
    @Nullable
    Errno error();
}
