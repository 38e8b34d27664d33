package io.gpusched.adapters.explore.state;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.JobFences;

/** Numbers fences and their callbacks, the same in every schedule. */
final class FenceNumbers {
    private FenceNumbers() {}

    /** Returns a number for a callback of a fence; -1 if the callback has no name. */
    static long of(FenceCallback callback) {
        return callback instanceof Entity entity
                ? entity.id()
                : callback.getClass().isHidden() ? -1 : Mix.name(callback.toString());
    }

    /** Returns a number for a fence: fences of jobs and entities by their context, others by name. */
    static long of(Fence fence) {
        long who = fence.source() instanceof JobFences
                ? fence.context()
                : Mix.name(fence.source().timelineName());
        return Mix.step(Mix.spread(who), fence.seqno());
    }
}
