package io.gpusched.application.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out what a client waits for: its last job, the one before that, or nothing but a clock.
 *
 * <p>A client may submit several jobs in a row before it waits. Those follow each other soon, measured by how long the first of them takes,
 * unless the client's thread lost its processor; such gaps must be few. All other jobs must have been queued after the end of what the client
 * waits for, and the pauses since then must be about as steady as the beat of its submissions. A client that follows the display also
 * submits after its job is done, but its beat is much the steadier one.
 */
final class ClosedLoops {
    /** The answer for a client that waits for none of its jobs. */
    static final int OPEN = 0;

    private static final int DEEPEST = 4;
    private static final int FEWEST = 3;
    private static final int MOST_PERCENT = 75;
    private static final int NEARLY_ALL_PERCENT = 95;
    private static final int BURST_PERCENT = 50;
    private static final double LESS_STEADY = 1.3;
    private static final long RESOLUTION_NANOS = 2_000;

    private final List<RecordedJob> jobs;

    private ClosedLoops(List<RecordedJob> jobs) {
        this.jobs = jobs;
    }

    /**
     * Returns which of its jobs a client waits for before it submits the next: 1 for the last one, 2 for the one before that, and so on, or
     * {@link #OPEN}.
     *
     * @param jobs its jobs in order
     */
    static int awaited(List<RecordedJob> jobs) {
        ClosedLoops loops = new ClosedLoops(jobs);
        if (loops.waitsForLast()) {
            return 1;
        }
        for (int depth = 2; depth <= DEEPEST; depth++) {
            if (loops.waitsFor(depth)) {
                return depth;
            }
        }
        return OPEN;
    }

    private boolean waitsForLast() {
        List<Integer> starts = new ArrayList<>();
        int others = 0;
        for (int i = 1; i < jobs.size(); i++) {
            if (pause(i, 1) >= 0) {
                starts.add(i);
            } else if (!isInBurst(i)) {
                others++;
            }
        }
        return areMost(starts.size(), others, MOST_PERCENT)
                && spreadOfPauses(starts, 1) <= LESS_STEADY * spreadOfBeats(starts) + RESOLUTION_NANOS;
    }

    private boolean waitsFor(int depth) {
        List<Integer> starts = new ArrayList<>();
        for (int i = depth; i < jobs.size(); i++) {
            if (pause(i, depth) >= 0 && pause(i, depth - 1) < 0) {
                starts.add(i);
            }
        }
        return areMost(starts.size(), jobs.size() - depth - starts.size(), NEARLY_ALL_PERCENT)
                && spreadOfPauses(starts, depth) <= spreadOfBeats(starts);
    }

    private static boolean areMost(int waits, int others, int percent) {
        return waits >= FEWEST && waits * 100L >= (long) (waits + others) * percent;
    }

    /** Returns how long after the end of an earlier job a job was queued; negative if that had not ended. */
    private long pause(int job, int depth) {
        return jobs.get(job).queuedNanos() - jobs.get(job - depth).doneNanos();
    }

    private long spreadOfPauses(List<Integer> starts, int depth) {
        return spread(starts.stream().mapToLong(each -> pause(each, depth)).toArray());
    }

    private long spreadOfBeats(List<Integer> starts) {
        long[] beats = new long[starts.size() - 1];
        Arrays.setAll(
                beats,
                i -> jobs.get(starts.get(i + 1)).queuedNanos()
                        - jobs.get(starts.get(i)).queuedNanos());
        return spread(beats);
    }

    private boolean isInBurst(int job) {
        RecordedJob before = jobs.get(job - 1);
        long gap = jobs.get(job).queuedNanos() - before.queuedNanos();
        return gap * 100 <= (before.doneNanos() - before.queuedNanos()) * BURST_PERCENT;
    }

    /** Half of the values are within this distance of their median. One late frame must not hide a steady beat. */
    private static long spread(long[] values) {
        long median = median(values);
        return median(Arrays.stream(values).map(each -> Math.abs(each - median)).toArray());
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
