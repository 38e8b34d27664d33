package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gathers how long drivers' messages waited for their turn, from the events of a run. Messages of one scheduler keep their order. */
public final class MessageLog implements Consumer<Event> {
    private final Map<Integer, Queue<Long>> waitingSince = new TreeMap<>();
    private final Map<Integer, Integer> processed = new TreeMap<>();
    private int sent;
    private long longestWaitNanos;

    @Override
    public void accept(Event event) {
        if (event instanceof Event.MessageSent e) {
            sent++;
            waitingSince
                    .computeIfAbsent(e.scheduler(), it -> new ArrayDeque<>())
                    .add(e.nanos());
        } else if (event instanceof Event.MessageProcessed e) {
            long since =
                    waitingSince.getOrDefault(e.scheduler(), new ArrayDeque<>()).remove();
            longestWaitNanos = Math.max(longestWaitNanos, e.nanos() - since);
            processed.merge(e.scheduler(), 1, Integer::sum);
        }
    }

    /** Returns how many messages were sent. */
    public int sent() {
        return sent;
    }

    /** Returns how many messages were processed. */
    public int processed() {
        return processed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns how many messages to a scheduler were processed. */
    public int processed(int scheduler) {
        return processed.getOrDefault(scheduler, 0);
    }

    /** Returns the longest time between sending and processing, in nanoseconds. */
    public long longestWaitNanos() {
        return longestWaitNanos;
    }
}
