package io.gpusched.domain.fence;

/**
 * What a fence of a {@link Reservation} stands for. The order says who waits for whom: to ask for one usage is to ask for those before
 * it as well.
 *
 * @kernel enum dma_resv_usage
 */
public enum Usage {
    /** Memory management; everybody waits for it. */
    KERNEL,
    /** Somebody writes, and others rely on the buffer to order them. */
    WRITE,
    /** Somebody reads, and others rely on the buffer to order them. */
    READ,
    /** The buffer is in use, but nobody is to wait for that except memory management. */
    BOOKKEEP;

    /**
     * Returns what somebody must wait for who wants to use the buffer: a reader for writers, a writer for readers as well.
     *
     * @param write whether it writes
     * @kernel dma_resv_usage_rw()
     */
    public static Usage usageFor(boolean write) {
        return write ? READ : WRITE;
    }

    /** Tells whether asking for this usage includes fences of another. */
    public boolean includes(Usage other) {
        return other.compareTo(this) <= 0;
    }
}
