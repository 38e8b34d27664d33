package io.gpusched.adapters.explore.order;

/** The usual choices of {@link Queues}, by name. */
public enum QueueOrder {
    /** One item at a time, each queue in order. */
    ORDERED(Queues.ORDERED),
    /** One item at a time, in any order. */
    UNORDERED(Queues.UNORDERED),
    /** In any order, and items overlap at port calls. */
    CONCURRENT(Queues.CONCURRENT);

    private final Queues queues;

    QueueOrder(Queues queues) {
        this.queues = queues;
    }

    /** Returns what the work queues then guarantee. */
    public Queues queues() {
        return queues;
    }
}
