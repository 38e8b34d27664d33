package io.gpusched.domain.order;

import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * The view that a policy has of the first job of an entity. It is read-only, and valid during the call that it was given for. What belongs
 * to the entity is in its {@link Standing}, and the time is in the {@link Head}.
 */
public interface Candidate {
    /** Returns when the job was submitted, in nanoseconds on the device's clock. */
    long submitNanos();

    /** Returns how many credits the job takes up, at least 1. */
    int credits();

    /**
     * Returns by when somebody would like the job to be finished, in nanoseconds on the device's clock; {@link Nanos#NEVER} if nobody has
     * said so.
     *
     * @kernel dma_fence_set_deadline() on the finished fence
     */
    long deadlineNanos();

    /** Returns how long the job is expected to take, in microseconds; 0 if nobody has said so. */
    int estimateMicros();

    /** Returns the priority that the job was given, or else that of its entity when it was submitted. */
    Priority priority();

    /** Returns what the client attached to the job for the policy, or null. The scheduler never looks at it. */
    @Nullable
    Object tag();
}
