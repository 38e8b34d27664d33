package io.gpusched.views.export;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of the hardware that each client had, window by window. It keeps only the windows in which something begins or ends, however long the
 * times between are.
 */
final class ShareOverTime {
    static final long WINDOW_NANOS = 100_000_000;
    private final int clients;
    private final TreeMap<Long, long[]> changes = new TreeMap<>();

    /** Receives each window in which the shares differ from the window before. */
    interface Listener {
        /** Takes the nanoseconds that each client kept a ring busy in each window from this time on. */
        void changed(long fromNanos, long[] busyNanos);
    }

    ShareOverTime(int clients) {
        this.clients = clients;
    }

    /** Adds a time in which a client kept a ring busy. */
    void add(int client, long fromNanos, long toNanos) {
        if (fromNanos == toNanos) {
            return;
        }
        long first = fromNanos / WINDOW_NANOS;
        long last = (toNanos - 1) / WINDOW_NANOS;
        if (first == last) {
            addTo(first, 1, client, toNanos - fromNanos);
            return;
        }
        addTo(first, 1, client, (first + 1) * WINDOW_NANOS - fromNanos);
        addTo(first + 1, last - first - 1, client, WINDOW_NANOS);
        addTo(last, 1, client, toNanos - last * WINDOW_NANOS);
    }

    private void addTo(long window, long windows, int client, long nanos) {
        if (windows > 0) {
            changesAt(window)[client] += nanos;
            changesAt(window + windows)[client] -= nanos;
        }
    }

    private long[] changesAt(long window) {
        return changes.computeIfAbsent(window, each -> new long[clients]);
    }

    /** Passes on all windows so far, in the order of time. */
    void tell(Listener listener) {
        long[] busy = new long[clients];
        for (Map.Entry<Long, long[]> each : changes.entrySet()) {
            long[] before = busy.clone();
            Arrays.setAll(busy, client -> before[client] + each.getValue()[client]);
            if (!Arrays.equals(before, busy)) {
                listener.changed(each.getKey() * WINDOW_NANOS, busy.clone());
            }
        }
    }
}
