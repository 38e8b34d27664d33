package io.gpusched.domain.fence;

/**
 * The purpose of a fence in a {@link Reservation}. The order of the constants counts: a query for one usage also returns the fences of the
 * usages before it.
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
     * Returns the usage that a new user of the buffer must wait for: a reader waits for writers, a writer for readers as well.
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
