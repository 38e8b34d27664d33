package io.gpusched.domain.fence;

/**
 * A callback for the signal of a fence. Runs at once, inside {@link Fence#signal}, on the writer.
 *
 * @kernel dma_fence_func_t
 */
@FunctionalInterface
public interface FenceCallback {
    /**
     * Called once, after the fence is marked as signalled.
     *
     * @param fence the fence that signalled; its time and error are final
     */
    void signaled(Fence fence);
}
