package io.gpusched.domain.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The fences of all jobs that use one buffer. Linux takes the lock of the buffer; here there is one writer.
 *
 * <p>Writer only.
 *
 * @kernel struct dma_resv
 */
public final class Reservation {
    private final List<Entry> entries = new ArrayList<>(4);

    private record Entry(Fence fence, Usage usage) {
        boolean givesWayTo(Fence added, Usage addedUsage) {
            return fence.isSignaled()
                    || (fence.context() == added.context() && usage.includes(addedUsage) && !fence.isLaterThan(added));
        }
    }

    /**
     * Adds a fence. It takes the place of the first one that has signalled, or that it makes superfluous: one of the same context
     * that is not later and of the same usage or a weaker one.
     *
     * @throws IllegalArgumentException if the fence is that of an array or a link: add what is in it, one by one. Linux warns
     * @kernel dma_resv_add_fence()
     */
    public void add(Fence fence, Usage usage) {
        if (fence.source() instanceof FenceArray || fence.source() instanceof FenceChain) {
            throw new IllegalArgumentException("a reservation takes fences one by one, no arrays and links: " + fence);
        }
        Entry added = new Entry(fence, usage);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).givesWayTo(fence, usage)) {
                entries.set(i, added);
                return;
            }
        }
        entries.add(added);
    }

    /**
     * Puts another fence in the place of all those of a context. Right only if the buffer is out of reach for what they stood for
     * when the new one signals.
     *
     * @kernel dma_resv_replace_fences()
     */
    public void replace(long context, Fence replacement, Usage usage) {
        entries.replaceAll(each -> each.fence.context() == context ? new Entry(replacement, usage) : each);
    }

    /**
     * Hands out the fences of a usage and those before it, in their places in the list, signalled ones too.
     *
     * @param action must not change the reservation
     * @kernel dma_resv_for_each_fence()
     */
    public void forEach(Usage usage, Consumer<Fence> action) {
        for (Entry each : entries) {
            if (usage.includes(each.usage)) {
                action.accept(each.fence);
            }
        }
    }

    /**
     * Tells whether all fences of a usage and those before it have signalled.
     *
     * @kernel dma_resv_test_signaled()
     */
    public boolean isSignaled(Usage usage) {
        for (Entry each : entries) {
            if (usage.includes(each.usage) && !each.fence.isSignaled()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes one fence that signals when all those of a usage and those before it have, by the rules of {@link FenceMerge}: the way to
     * wait for a buffer.
     *
     * @param contexts where the context of a new array comes from
     * @kernel dma_resv_get_singleton(), dma_resv_wait_timeout()
     */
    public Fence merged(Usage usage, FenceContexts contexts) {
        List<Fence> fences = new ArrayList<>(entries.size());
        forEach(usage, fences::add);
        return FenceMerge.merge(contexts, fences);
    }

    /**
     * Asks all fences of a usage and those before it to hurry.
     *
     * @param deadlineNanos time on the device's clock, in nanoseconds
     * @kernel dma_resv_set_deadline()
     */
    public void setDeadline(Usage usage, long deadlineNanos) {
        forEach(usage, fence -> fence.setDeadline(deadlineNanos));
    }
}
