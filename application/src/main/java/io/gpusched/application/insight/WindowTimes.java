package io.gpusched.application.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The times that several windows cover together, in order and without overlaps. */
final class WindowTimes {
    private final List<Window> stretches = new ArrayList<>();

    WindowTimes(List<Window> windows) {
        List<Window> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparingLong(Window::fromNanos));
        for (Window each : sorted) {
            if (!stretches.isEmpty() && each.fromNanos() <= stretches.getLast().toNanos()) {
                Window last = stretches.removeLast();
                stretches.add(new Window(last.name(), last.fromNanos(), Math.max(last.toNanos(), each.toNanos())));
            } else {
                stretches.add(each);
            }
        }
    }

    /** Returns how long they are together, in nanoseconds. */
    long nanos() {
        return stretches.stream().mapToLong(Window::nanos).sum();
    }

    /** Tells whether a time lies in one of them. */
    boolean contains(long nanos) {
        int last = lastFrom(nanos);
        return last >= 0 && stretches.get(last).contains(nanos);
    }

    /** Returns how much of a stretch of time lies in them, in nanoseconds. */
    long overlap(long fromNanos, long toNanos) {
        long overlap = 0;
        for (int i = Math.max(lastFrom(fromNanos), 0); i < stretches.size(); i++) {
            Window each = stretches.get(i);
            if (each.fromNanos() >= toNanos) {
                break;
            }
            overlap += Math.max(0, Math.min(each.toNanos(), toNanos) - Math.max(each.fromNanos(), fromNanos));
        }
        return overlap;
    }

    /** Returns the place of the last one that has begun at a time, or -1. */
    private int lastFrom(long nanos) {
        int low = 0;
        int high = stretches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretches.get(middle).fromNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
