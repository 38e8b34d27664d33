package io.gpusched.adapters.explore.history;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Option;
import io.gpusched.application.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What happened in a schedule, step by step, for people. Written only when somebody wants to read it: the schedules of an exploration
 * are run without, and the one that went wrong is run again.
 */
public final class History implements Consumer<Event> {
    private final List<Step> steps = new ArrayList<>();
    private List<Event> events = new ArrayList<>();

    /** How a step stands to the activity that it is a part of. */
    public enum Part {
        /** It begins. */
        BEGINS,
        /** It goes on after it was suspended at a port call. */
        GOES_ON
    }

    /**
     * One step.
     *
     * @param nanos when, on the writer's clock
     * @param kind what sort of thing happened
     * @param label who did it
     * @param part whether it began or went on
     * @param suspendedAt the port call at which it was suspended; empty if it went to its end
     * @param events what the device told meanwhile
     */
    public record Step(long nanos, Option.Kind kind, String label, Part part, String suspendedAt, List<Event> events) {
        public Step {
            events = List.copyOf(events);
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
            String told = String.join(", ", events.stream().map(EventWords::of).toList());
            return told.isEmpty() ? words.toString() : words + " -> " + told;
        }
    }

    /** Returns steps as numbered lines. */
    public static List<String> lines(List<Step> steps) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            lines.add(String.format("%3d. at %s, %s", i + 1, time(step.nanos), step.words()));
        }
        return lines;
    }

    private static String time(long nanos) {
        return nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
    }

    /** Returns a number that stands for steps and the rule that they end in the breach of. */
    public static int check(List<Step> steps, String rule) {
        long sum = rule.hashCode();
        for (Step each : steps) {
            sum = Mix.step(Mix.step(sum, each.nanos), each.words().hashCode());
        }
        return (int) sum;
    }

    public void begins(Option who, long nanos) {
        open(who, nanos, Part.BEGINS);
    }

    public void goesOn(Option who, long nanos) {
        open(who, nanos, Part.GOES_ON);
    }

    public void suspends(String where) {
        Step last = steps.removeLast();
        close(new Step(last.nanos, last.kind, last.label, last.part, where, List.of()));
    }

    private void open(Option who, long nanos, Part part) {
        flush();
        steps.add(new Step(nanos, who.kind(), who.label(), part, "", List.of()));
    }

    private void close(Step step) {
        steps.add(step);
        flush();
    }

    private void flush() {
        if (!steps.isEmpty() && !events.isEmpty()) {
            Step last = steps.removeLast();
            List<Event> all =
                    Stream.concat(last.events.stream(), events.stream()).toList();
            steps.add(new Step(last.nanos, last.kind, last.label, last.part, last.suspendedAt, all));
        }
        events = new ArrayList<>();
    }

    @Override
    public void accept(Event event) {
        events.add(event);
    }

    /** Returns the steps so far. */
    public List<Step> steps() {
        flush();
        return List.copyOf(steps);
    }
}
