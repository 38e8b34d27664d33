package io.gpusched.domain.fence;

/**
 * The source of a fence, which will signal it. A fence is a plain latch; its source says what it stands for: a job, an external event, an array of fences, or
 * a link of a chain.
 *
 * @kernel struct dma_fence_ops
 */
public interface FenceSource {
    /** Returns the name of the line of events that this fence is on, for people and traces. */
    String timelineName();

    /**
     * Tells the source that somebody would like the fence to signal by then. A hint: a source that cannot hurry ignores it.
     *
     * @param fence which of the source's fences; it has not signalled
     * @param deadlineNanos time on the device's clock, in nanoseconds
     * @kernel dma_fence_ops.set_deadline
     */
    default void setDeadline(Fence fence, long deadlineNanos) {}
}
