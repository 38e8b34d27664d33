package io.gpusched.views.text;

import io.gpusched.application.insight.WindowSummary.Part;
import java.util.List;

/**
 * What happened in the windows of one name: as it was recorded, and in the replay.
 *
 * @param window the name of the windows
 * @param of whether it is about everything, one ring or one client
 * @param name the name of the ring or client; that of the windows for everything
 * @param times how many windows of that name there are
 * @param nanos how long they are together, in nanoseconds
 * @param recorded what was recorded
 * @param replayed what happened in the replay
 */
public record WindowRow(String window, Of of, String name, int times, long nanos, Part recorded, Part replayed) {
    /** The headings of a table of windows, without the groups. */
    public static final List<String> HEADINGS =
            List.of("window", "jobs", "p50", "p99", "max", "busy %", "jobs", "p50", "p99", "max", "busy %");

    /** What a row is about. */
    public enum Of {
        /** Everything that happened in the windows. */
        ALL,
        /** What happened on one ring. */
        RING,
        /** What happened to one client. */
        CLIENT
    }

    /** Returns what the row is about, in words. */
    public String label() {
        return switch (of) {
            case ALL -> name + (times == 1 ? ": " : ": " + times + " times, ") + Units.millis(nanos) + " ms";
            case RING -> "  on " + name;
            case CLIENT -> "  of " + name;
        };
    }

    /** Returns the figures of the row, in the order of the headings. */
    public List<String> cells() {
        return List.of(
                Integer.toString(recorded.queued()),
                Units.shortMillis(recorded.waiting().p50()),
                Units.shortMillis(recorded.waiting().p99()),
                Units.shortMillis(recorded.waiting().max()),
                Units.percent(recorded.busyShare()),
                Integer.toString(replayed.queued()),
                Units.shortMillis(replayed.waiting().p50()),
                Units.shortMillis(replayed.waiting().p99()),
                Units.shortMillis(replayed.waiting().max()),
                Units.percent(replayed.busyShare()));
    }
}
