package io.gpusched.domain.fence;

/**
 * A callback for the submission of a point of a timeline. Runs at once, on the writer.
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
