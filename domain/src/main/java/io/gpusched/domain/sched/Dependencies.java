package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Fence;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fences that a job must wait for, in the order in which they were added. Of the fences of one context only the latest is
 * kept, in the place of the first: waiting for it is waiting for all before it.
 *
 * @kernel drm_sched_job.dependencies, drm_sched_job_add_dependency()
 */
final class Dependencies {
    private Fence[] fences = new Fence[2];
    private int count;
    private int taken;

    void add(Fence added) {
        for (int i = 0; i < count; i++) {
            if (fences[i].context() == added.context()) {
                if (added.isLaterThan(fences[i])) {
                    fences[i] = added;
                }
                return;
            }
        }
        if (count == fences.length) {
            fences = Arrays.copyOf(fences, count * 2);
        }
        fences[count++] = added;
    }

    int count() {
        return count;
    }

    Fence get(int index) {
        assert index < count;
        return fences[index];
    }

    /** Returns the first one that was not taken yet; null if all were. */
    @Nullable
    Fence take() {
        return taken < count ? fences[taken++] : null;
    }

    /** Returns how many were taken. */
    int taken() {
        return taken;
    }

    boolean contains(Fence fence) {
        for (int i = 0; i < count; i++) {
            if (fences[i] == fence) {
                return true;
            }
        }
        return false;
    }

    /**
     * Decides what an entity has to wait for before its job may run. Jobs of the entity itself run in order anyway. A job before it on
     * the same scheduler needs only to be scheduled, unless it is known to have failed.
     *
     * @return the fence to wait for, or null for none; it may have signalled
     * @kernel drm_sched_entity_add_dependency_cb()
     */
    static @Nullable Fence toAwait(Fence fence, Entity entity) {
        if (fence.context() == entity.fenceContext() || fence.context() == entity.fenceContext() + 1) {
            return null;
        }
        if (fence.error() == null
                && fence.mayPipeline()
                && fence.source() instanceof JobFences other
                && other.scheduler() == entity.scheduler()) {
            return other.isScheduled() ? null : other.scheduled();
        }
        return fence;
    }
}
