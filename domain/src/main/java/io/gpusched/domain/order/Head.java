package io.gpusched.domain.order;

import org.jspecify.annotations.Nullable;

/** The view that a policy has of the run queue of an entity. The entity itself counts only if it is in the queue. */
public interface Head {
    /**
     * Returns the smallest virtual run time in the queue, blocked entities included; 0 if the queue is empty.
     *
     * @kernel drm_sched_rq_get_min_vruntime()
     */
    long minVruntimeNanos();

    /**
     * Returns the priority that the first entity had when the queue last changed, or null if the queue is empty.
     *
     * @kernel drm_sched_rq.head_prio
     */
    @Nullable
    Priority headPriority();

    /** Returns the average duration of the scheduler's jobs in microseconds. */
    long averageMicros();

    /** Returns the time on the device's clock, in nanoseconds. */
    long nowNanos();

    /** Returns the next round-robin turn of this queue: 1, 2, 3 and so on. */
    long nextTurn();
}
