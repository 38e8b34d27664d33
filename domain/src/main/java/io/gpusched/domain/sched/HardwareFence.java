package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job on the hardware: signalled when the hardware is done with it.
 *
 * @kernel drm_sched_fence.parent
 */
public interface HardwareFence {
    /** Tells whether the hardware is done with this run. */
    boolean isSignaled();

    /** Returns the error that the run ended with, or null. */
    @Nullable
    Errno error();

    /** Returns what the hardware gave as the reason of the error, or null. */
    @Nullable
    Throwable cause();
}
