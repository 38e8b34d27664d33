package io.gpusched.adapters.explore.history;

import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.application.event.Event;
import java.util.List;

/**
 * One step of a schedule: what was chosen, when, and what the device did meanwhile.
 *
 * @param nanos when the step began or went on, in nanoseconds on the writer's clock
 * @param kind what sort of thing happened
 * @param label who did it: the work item, the ring, the client
 * @param part whether the activity began here or went on
 * @param suspendedAt the port call at which the activity was suspended; empty if it ran to its end
 * @param events what the device reported during the step
 */
public record HistoryStep(
        long nanos, Alternative.Kind kind, String label, Part part, String suspendedAt, List<Event> events) {
    /** Which part of an activity a step is. */
    public enum Part {
        /** The activity begins. */
        BEGINS,
        /** The activity goes on after it was suspended at a port call. */
        GOES_ON
    }

    public HistoryStep {
        events = List.copyOf(events);
    }

    HistoryStep suspendedAt(String call) {
        return new HistoryStep(nanos, kind, label, part, call, events);
    }

    HistoryStep with(List<Event> all) {
        return new HistoryStep(nanos, kind, label, part, suspendedAt, all);
    }

    /** Returns the step in words, without its number. */
    public String words() {
        StringBuilder words = new StringBuilder();
        words.append(kind.word()).append(": ").append(label);
        if (part == Part.GOES_ON) {
            words.append(" goes on");
        }
        if (!suspendedAt.isEmpty()) {
            words.append(part == Part.GOES_ON ? " to its " : " is at its ").append(suspendedAt);
        }
        String reported = String.join(", ", events.stream().map(Event::words).toList());
        return reported.isEmpty() ? words.toString() : words + " -> " + reported;
    }
}
