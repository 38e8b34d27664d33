package io.gpusched.application.port;

/**
 * A queue of work items that wait for their turn. Called on the writer only.
 *
 * @kernel struct workqueue_struct
 */
public interface WorkQueue {
    /**
     * Queues an item.
     *
     * @return false if it was queued already; then nothing changed
     * @kernel queue_work()
     */
    boolean queue(Work work);

    /**
     * Takes an item out of the queue. An item that is running is not affected; since the caller is on the writer, only the caller
     * itself can be running.
     *
     * @return false if it was not queued
     * @kernel cancel_work_sync()
     */
    boolean cancel(Work work);
}
