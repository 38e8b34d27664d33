package io.gpusched.application.port;

/**
 * A work queue that keeps the promise on which the scheduler rests: it runs one item at a time, in the order in which they were
 * queued. Linux got this wrong once: a caller that named no queue was given the shared system queue, whose items overlap. Here
 * a scheduler accepts nothing but this type, and where none is given an ordered one is made.
 *
 * <p>Linux waits for work by blocking. A step never blocks, so here the caller says what is to happen afterwards.
 *
 * @kernel alloc_ordered_workqueue()
 */
public interface OrderedWorkQueue extends WorkQueue {
    /**
     * Waits for an item that is queued: the action is a step behind it. If the item is cancelled, or taken out and queued again,
     * the action keeps its place. An item that flushes itself waits for nothing, where Linux would hang.
     *
     * @param then runs once, on the writer, after what is queued now
     * @return false if the item was not queued; then the action will not run
     * @kernel flush_work()
     */
    default boolean flush(Work work, Runnable then) {
        return work.isQueued()
                && queue(new Work() {
                    @Override
                    public void run() {
                        then.run();
                    }

                    @Override
                    public String toString() {
                        return "barrier for " + then;
                    }
                });
    }

    /**
     * Waits until nothing is queued, on any of the writer's queues. Items that queue themselves or others meanwhile are waited for as
     * well, wherever they come from; timers are not.
     *
     * @param then runs once, on the writer, when the line is empty; if several wait, in the order of their calls
     * @kernel drain_workqueue(), which refuses items that do not come from the queue's own
     */
    void drain(Runnable then);
}
