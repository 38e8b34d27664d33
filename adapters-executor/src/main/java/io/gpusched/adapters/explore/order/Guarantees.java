package io.gpusched.adapters.explore.order;

/**
 * The guarantees of a writer about the order of events. Every order that keeps the guarantees is possible.
 *
 * @param queues which order the work queues guarantee
 * @param lateness what may be late
 */
public record Guarantees(Queues queues, Lateness lateness) {
    /** The queues are ordered; work may be late. */
    public static final Guarantees KEPT = new Guarantees(Queues.ORDERED, Lateness.WORK);
}
