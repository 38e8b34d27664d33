package io.gpusched.domain.fence;

/**
 * The result of a search for a point of a timeline.
 *
 * @kernel dma_fence_chain_find_seqno(), drm_syncobj_find_fence(), their return values
 */
public sealed interface PointSearch {
    /**
     * The point was submitted.
     *
     * @param fence signals when the point has been reached; a stub if nothing is left to wait for
     */
    record Found(Fence fence) implements PointSearch {}

    /**
     * The point was not found.
     *
     * @param error {@link Errno#EINVAL} if it was not submitted yet
     */
    record Missing(Errno error) implements PointSearch {}
}
