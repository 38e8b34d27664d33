package io.gpusched.adapters.explore.order;

/** The usual choices of {@link Queues}, by name. */
public enum QueueOrder {
    /** One item at a time, each queue in order. */
    ORDERED,
    /** Each queue in order, and items of different queues overlap at port calls: a queue for each ring, and no writer over them. */
    OVERLAPPING,
    /** One item at a time, in any order. */
    UNORDERED,
    /** In any order, and items overlap at port calls. */
    CONCURRENT;

    /** Returns what the work queues then guarantee. */
    public Queues queues() {
        return switch (this) {
            case ORDERED -> Queues.ORDERED;
            case OVERLAPPING -> Queues.ORDERED.overlapping();
            case UNORDERED -> Queues.UNORDERED;
            case CONCURRENT -> Queues.CONCURRENT;
        };
    }
}
