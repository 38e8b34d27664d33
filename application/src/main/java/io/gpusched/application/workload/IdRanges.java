package io.gpusched.application.workload;

import java.util.Map;
import java.util.TreeMap;

/** A set of ids as ranges: ids that follow on take the room of one, so that a billion jobs of one client cost nothing. */
final class IdRanges {
    /** The id behind the last one of each range, by its first. */
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    /**
     * Adds ids that follow on.
     *
     * @param count how many, at least 1
     * @return false if one of them was there before; then none is added
     */
    boolean add(long first, long count) {
        long end = Math.addExact(first, count);
        Map.Entry<Long, Long> before = ends.lowerEntry(end);
        if (before != null && before.getValue() > first) {
            return false;
        }
        long from = before != null && before.getValue() == first ? before.getKey() : first;
        Long joined = ends.remove(end);
        ends.put(from, joined == null ? end : joined);
        return true;
    }

    boolean contains(long id) {
        Map.Entry<Long, Long> range = ends.floorEntry(id);
        return range != null && id < range.getValue();
    }
}
