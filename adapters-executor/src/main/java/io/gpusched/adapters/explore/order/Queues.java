package io.gpusched.adapters.explore.order;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order that the work queues of a writer guarantee.
 *
 * @param usual the discipline of queues that have none of their own
 * @param own the disciplines of particular queues, by name
 * @param queuesOverlap whether items of different queues may overlap at port calls, as in Linux; a device's own writer never lets them
 */
public record Queues(Discipline usual, Map<String, Discipline> own, boolean queuesOverlap) {
    /** Each queue in order, and one item at a time over all of them. Queues take turns in any order. */
    public static final Queues ORDERED = new Queues(Discipline.ORDERED, Collections.emptySortedMap(), false);
    /** Whatever is queued may run next, one item at a time. */
    public static final Queues UNORDERED = new Queues(Discipline.UNORDERED, Collections.emptySortedMap(), false);
    /** Whatever is queued may run next, even while others are at a port call. */
    public static final Queues CONCURRENT = new Queues(Discipline.CONCURRENT, Collections.emptySortedMap(), true);

    private static final String OVERLAPPING = "overlapping";

    public Queues {
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
    }

    /**
     * Reads queues from words with blanks between them: a discipline for all, then {@code NAME=DISCIPLINE} for some, then {@code overlapping}
     * if the queues overlap. As in {@code ordered submit=concurrent overlapping}; {@link Discipline#parse} has the disciplines.
     *
     * @throws IllegalArgumentException if a word is something else
     */
    public static Queues parse(String text) {
        String[] words = text.split(" ", -1);
        Queues queues = new Queues(Discipline.parse(words[0]), Collections.emptySortedMap(), false);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (words[i].equals(OVERLAPPING)) {
                queues = queues.overlapping();
            } else if (equals > 0) {
                queues = queues.with(words[i].substring(0, equals), Discipline.parse(words[i].substring(equals + 1)));
            } else {
                throw new IllegalArgumentException("'" + words[i]
                        + "' is not 'overlapping', and no queue with its discipline, as in submit=ordered");
            }
        }
        return queues;
    }

    /** Returns the same queues but one, which has another discipline. */
    public Queues with(String queue, Discipline discipline) {
        Map<String, Discipline> changed = new TreeMap<>(own);
        changed.put(queue, discipline);
        return new Queues(usual, changed, queuesOverlap);
    }

    /** Returns the same queues, with items of different queues overlapping at port calls. */
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
