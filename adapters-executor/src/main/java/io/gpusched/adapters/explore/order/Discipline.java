package io.gpusched.adapters.explore.order;

/**
 * What a work queue promises, or fails to. Whatever it is, one item never overlaps itself: the kernel keeps that promise even on a
 * queue that keeps no other.
 *
 * @param inOrder items begin in the order in which they were queued
 * @param active how many items may be under way at a time, at least 1
 * @kernel alloc_workqueue(), its flags and max_active
 */
public record Discipline(boolean inOrder, int active) {
    /** One at a time, in order: what the scheduler rests on. @kernel alloc_ordered_workqueue() */
    public static final Discipline ORDERED = new Discipline(true, 1);
    /** One at a time, in any order. */
    public static final Discipline UNORDERED = new Discipline(false, 1);
    /** Begun in order, but several at a time: ordered in name only. */
    public static final Discipline OVERLAPPING = new Discipline(true, 256);
    /** Any order, several at a time. @kernel system_wq */
    public static final Discipline CONCURRENT = new Discipline(false, 256);

    public Discipline {
        if (active < 1) {
            throw new IllegalArgumentException("a queue has at least 1 item active, not " + active);
        }
    }
}
