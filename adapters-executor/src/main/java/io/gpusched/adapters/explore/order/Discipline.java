package io.gpusched.adapters.explore.order;

/**
 * The order that a work queue guarantees to its items. An item never overlaps itself, whatever the discipline: the kernel guarantees that even
 * on a queue that guarantees nothing else.
 *
 * @param inOrder whether items begin in the order in which they were queued
 * @param active how many items may be active at a time, at least 1
 * @kernel alloc_workqueue(), its flags and max_active
 */
public record Discipline(boolean inOrder, int active) {
    /** One at a time, in order: what the scheduler needs. @kernel alloc_ordered_workqueue() */
    public static final Discipline ORDERED = new Discipline(true, 1);
    /** One at a time, in any order. */
    public static final Discipline UNORDERED = new Discipline(false, 1);
    /** Begun in order, but several at a time: ordered in name only. */
    public static final Discipline OVERLAPPING = new Discipline(true, 256);
    /** In any order, several at a time. @kernel system_wq */
    public static final Discipline CONCURRENT = new Discipline(false, 256);

    public Discipline {
        if (active < 1) {
            throw new IllegalArgumentException("a queue has at least 1 item active, not " + active);
        }
    }

    /**
     * Reads a discipline from its name: {@code ordered}, {@code unordered}, {@code in-name-only} (begun in order, but overlapping) or {@code
     * concurrent}.
     *
     * @throws IllegalArgumentException if it has another name
     */
    public static Discipline parse(String name) {
        return switch (name) {
            case "ordered" -> ORDERED;
            case "unordered" -> UNORDERED;
            case "in-name-only" -> OVERLAPPING;
            case "concurrent" -> CONCURRENT;
            default ->
                throw new IllegalArgumentException(
                        "'" + name + "' is not a discipline; expected ordered, unordered, in-name-only or concurrent");
        };
    }
}
