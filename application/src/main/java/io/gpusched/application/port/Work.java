package io.gpusched.application.port;

/**
 * A work item: something that can be queued, at most once at a time. While it runs it may be queued again.
 *
 * <p>Writer only, like everything but the {@link Mailbox}.
 *
 * @kernel struct work_struct
 */
public abstract class Work {
    private boolean queued;

    /** For subclasses. */
    protected Work() {}

    /** Does one step and returns; it never waits. What it throws is a bug, and ends the writer. */
    public abstract void run();

    /** Tells whether the item is queued and has not begun to run. */
    public final boolean isQueued() {
        return queued;
    }

    /**
     * For work queues: claims the item for a queue.
     *
     * @return false if it was queued already
     * @kernel test_and_set_bit(WORK_STRUCT_PENDING_BIT)
     */
    public final boolean claim() {
        if (queued) {
            return false;
        }
        queued = true;
        return true;
    }

    /**
     * For work queues: gives the item up, when it begins to run or was cancelled.
     *
     * @throws IllegalStateException if no queue holds it: it would run twice
     * @kernel set_work_pool_and_clear_pending()
     */
    public final void release() {
        if (!queued) {
            throw new IllegalStateException("a work item runs once each time it is queued: " + this);
        }
        queued = false;
    }
}
