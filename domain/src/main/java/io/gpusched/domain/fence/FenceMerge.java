package io.gpusched.domain.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes one fence out of many: it signals when all of them have. What need not be waited for is left out.
 *
 * @kernel dma_fence_unwrap_merge(), sync_file_merge()
 */
public final class FenceMerge {
    private final TreeMap<Long, Fence> latestByContext = new TreeMap<>();
    private long signaledNanos;

    private FenceMerge() {}

    /**
     * Merges fences. Arrays and chains are taken apart, signalled fences are dropped together with their errors, and of each context
     * only the latest is kept. An array that signals on any member stays whole: Linux takes it apart too, and then waits for all.
     *
     * @param contexts where the context of a new array comes from
     * @param fences any number, in any order
     * @return a stub with the time of the last signal if nothing is outstanding; the fence itself if only one is; else an array of
     *     those that are, ordered by context
     */
    public static Fence merge(FenceContexts contexts, List<Fence> fences) {
        FenceMerge merge = new FenceMerge();
        fences.forEach(merge::add);
        return merge.result(contexts);
    }

    private void add(Fence fence) {
        if (fence.isSignaled()) {
            signaledNanos = Math.max(signaledNanos, fence.timestampNanos());
            return;
        }
        switch (fence.source()) {
            case FenceArray array
            when !array.isAny() -> {
                for (Fence each : array.members()) {
                    add(each);
                }
            }
            case FenceChain link -> {
                add(link.contained());
                for (Fence each = link.previousPending(); each != null; each = FenceChain.before(each)) {
                    add(FenceChain.ownFence(each));
                }
            }
            default ->
                latestByContext.merge(fence.context(), fence, (old, added) -> added.isLaterThan(old) ? added : old);
        }
    }

    private Fence result(FenceContexts contexts) {
        return switch (latestByContext.size()) {
            case 0 -> StubFence.signaledAt(signaledNanos);
            case 1 -> latestByContext.firstEntry().getValue();
            default ->
                FenceArray.all(contexts.allocate(1), 1, new ArrayList<>(latestByContext.values()))
                        .fence();
        };
    }
}
