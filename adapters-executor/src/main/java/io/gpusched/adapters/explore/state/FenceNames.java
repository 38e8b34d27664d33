package io.gpusched.adapters.explore.state;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.JobFences;

/** Numbers for fences and those who wait for them, the same in every schedule. */
final class FenceNames {
    private FenceNames() {}

    /** Returns a number for one who waits for a fence; -1 where nothing tells who. */
    static long of(FenceCallback callback) {
        return callback instanceof Entity entity
                ? entity.id()
                : callback.getClass().isHidden() ? -1 : Mix.name(callback.toString());
    }

    /** Returns a number for a fence: jobs and entities have their own, others are known by name. */
    static long of(Fence fence) {
        long who = fence.source() instanceof JobFences
                ? fence.context()
                : Mix.name(fence.source().timelineName());
        return Mix.step(Mix.spread(who), fence.seqno());
    }
}
