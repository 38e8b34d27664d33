package io.gpusched.application.recording;

import java.util.Arrays;
import java.util.List;

/** Tells clients that wait for their own jobs from those that follow a clock. */
final class ClosedLoops {
    private static final int NEARLY_ALL_PERCENT = 95;
    private static final int FEWEST_JOBS = 4;

    private ClosedLoops() {}

    /**
     * Tells whether a client waits for each of its jobs and then takes its time.
     *
     * @param jobs its jobs in order
     */
    static boolean detects(List<RecordedJob> jobs) {
        if (jobs.size() < FEWEST_JOBS) {
            return false;
        }
        long[] pauses = new long[jobs.size() - 1];
        long[] beats = new long[jobs.size() - 1];
        int afterDone = 0;
        for (int i = 0; i < pauses.length; i++) {
            long queued = jobs.get(i + 1).queuedNanos();
            pauses[i] = queued - jobs.get(i).doneNanos();
            beats[i] = queued - jobs.get(i).queuedNanos();
            afterDone += pauses[i] >= 0 ? 1 : 0;
        }
        return afterDone * 100L >= (long) pauses.length * NEARLY_ALL_PERCENT && spread(pauses) <= spread(beats);
    }

    /** Half of the values are within this distance of their median. One late frame must not hide a steady beat. */
    private static long spread(long[] values) {
        long median = median(values);
        long[] distances = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - median);
        }
        return median(distances);
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
