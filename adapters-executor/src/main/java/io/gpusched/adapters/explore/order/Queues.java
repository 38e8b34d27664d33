package io.gpusched.adapters.explore.order;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which promises the work queues of a writer keep.
 *
 * @param usual the discipline of queues that have none of their own
 * @param own the disciplines of particular queues, by name
 * @param queuesOverlap items of different queues may overlap at port calls, as in Linux; a device's own writer never lets them
 */
public record Queues(Discipline usual, Map<String, Discipline> own, boolean queuesOverlap) {
    /** Every promise is kept: each queue in order, and one item at a time over all of them. Queues take turns in any order. */
    public static final Queues ORDERED = new Queues(Discipline.ORDERED, Collections.emptySortedMap(), false);
    /** Whatever is queued may run next, one item at a time. */
    public static final Queues UNORDERED = new Queues(Discipline.UNORDERED, Collections.emptySortedMap(), false);
    /** Whatever is queued may run next, also while others are at a port call. */
    public static final Queues CONCURRENT = new Queues(Discipline.CONCURRENT, Collections.emptySortedMap(), true);

    public Queues {
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
    }

    /** Returns the same with another discipline for one queue. */
    public Queues with(String queue, Discipline discipline) {
        Map<String, Discipline> changed = new TreeMap<>(own);
        changed.put(queue, discipline);
        return new Queues(usual, changed, queuesOverlap);
    }

    /** Returns the same with items of different queues overlapping at port calls. */
    public Queues overlapping() {
        return new Queues(usual, own, true);
    }

    /** Returns the discipline of a queue. */
    public Discipline of(String queue) {
        return own.getOrDefault(queue, usual);
    }

    /** Tells whether a port call is a point where something else may happen. */
    public boolean mayOverlap() {
        return queuesOverlap || usual.active() > 1 || own.values().stream().anyMatch(each -> each.active() > 1);
    }
}
