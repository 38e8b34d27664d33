package io.gpusched.adapters.explore.order;

/**
 * Which orders are possible.
 *
 * @param queues what the work queues promise
 * @param timing how far time binds
 */
public record Rules(Queues queues, Timing timing) {
    /** Every promise is kept; work may be late. */
    public static final Rules KEPT = new Rules(Queues.ORDERED, Timing.WORK_LATE);
}
