package io.gpusched.domain.fence;

/**
 * What happens when a point of a timeline is submitted. Runs at once, on the writer.
 *
 * @kernel syncobj_wait_syncobj_func()
 */
@FunctionalInterface
public interface PointCallback {
    /**
     * Called once.
     *
     * @param fence signals when the point has been reached
     */
    void submitted(Fence fence);
}
