package io.gpusched.adapters.explore.history;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.application.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records what happens in a schedule, step by step. The schedules of an exploration run without a history, because recording costs time;
 * the one that broke a rule runs again with one.
 */
public final class ScheduleHistory implements Consumer<Event> {
    private final List<HistoryStep> steps = new ArrayList<>();
    /** The events since the last step was opened or closed. */
    private final List<Event> events = new ArrayList<>();

    /** Returns steps as numbered lines. */
    public static List<String> lines(List<HistoryStep> steps) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            HistoryStep step = steps.get(i);
            lines.add(String.format("%3d. at %s, %s", i + 1, time(step.nanos()), step.words()));
        }
        return lines;
    }

    private static String time(long nanos) {
        return nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
    }

    /** Returns a hash of the steps and of the rule that they end up breaking. */
    public static int check(List<HistoryStep> steps, String rule) {
        long sum = rule.hashCode();
        for (HistoryStep each : steps) {
            sum = Mix.step(Mix.step(sum, each.nanos()), each.words().hashCode());
        }
        return (int) sum;
    }

    /** Records that something begins. */
    public void begins(Alternative what, long nanos) {
        open(what, nanos, HistoryStep.Part.BEGINS);
    }

    /** Records that something goes on that was suspended. */
    public void goesOn(Alternative what, long nanos) {
        open(what, nanos, HistoryStep.Part.GOES_ON);
    }

    /** Records that the current step is suspended at a port call. */
    public void suspends(String where) {
        steps.add(steps.removeLast().suspendedAt(where));
        flush();
    }

    private void open(Alternative what, long nanos, HistoryStep.Part part) {
        flush();
        steps.add(new HistoryStep(nanos, what.kind(), what.label(), part, "", List.of()));
    }

    /** Gives the events so far to the last step. Before the first step they are those of setting up, which belong to no step. */
    private void flush() {
        if (!steps.isEmpty() && !events.isEmpty()) {
            HistoryStep last = steps.removeLast();
            List<Event> all = new ArrayList<>(last.events());
            all.addAll(events);
            steps.add(last.with(all));
        }
        events.clear();
    }

    @Override
    public void accept(Event event) {
        events.add(event);
    }

    /** Returns the steps so far. */
    public List<HistoryStep> steps() {
        flush();
        return List.copyOf(steps);
    }
}
