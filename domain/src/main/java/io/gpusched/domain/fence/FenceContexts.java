package io.gpusched.domain.fence;

/**
 * Hands out fence contexts, unique within one device. Linux has one counter for the machine; ours belongs to the device so that
 * a run is repeatable.
 *
 * @kernel dma_fence_context_alloc()
 */
public final class FenceContexts {
    /** The context of stubs; never handed out. They have all signalled, so no order between them is needed. */
    static final long STUBS = 0;

    private long next = STUBS + 1;

    /**
     * Reserves contexts with consecutive numbers.
     *
     * @param count how many, at least 1
     * @return the first of them
     */
    public long allocate(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one context must be asked for, not " + count);
        }
        long first = next;
        next += count;
        return first;
    }
}
