package io.gpusched.application.fidelity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The credits in flight on one ring over time. */
final class RingHistory {
    /**
     * Credits that came onto the ring with a job, or left it if there are less than none.
     *
     * @param runNanos when that job came onto the ring
     */
    private record Change(long nanos, int credits, int job, long runNanos) {
        /** Tells whether a job leaves that was there before. One that is done at the time of its own run leaves after it has come. */
        private boolean isEndOfEarlierRun() {
            return credits < 0 && runNanos < nanos;
        }
    }

    /** Of what has the same time, those that were there leave first. Then the others come, and leave if they are done at once. */
    private static final Comparator<Change> IN_ORDER = Comparator.comparingLong(Change::nanos)
            .thenComparing(each -> !each.isEndOfEarlierRun())
            .thenComparingInt(Change::job);

    private final Timings timings;
    private final int limit;
    private final int[] creditsOfJobs;
    private final List<Change> changes = new ArrayList<>();
    private final List<Long> levels = new ArrayList<>();

    /**
     * Makes the history of some jobs.
     *
     * @param jobs those of the ring that were done
     * @param limit the credit limit
     * @param creditsOfJobs the credits of every job, at most the limit
     */
    RingHistory(Timings timings, List<Integer> jobs, int limit, int[] creditsOfJobs) {
        this.timings = timings;
        this.limit = limit;
        this.creditsOfJobs = creditsOfJobs;
        for (int job : jobs) {
            changes.add(new Change(timings.run(job), creditsOfJobs[job], job, timings.run(job)));
            changes.add(new Change(timings.done(job), -creditsOfJobs[job], job, timings.run(job)));
        }
        changes.sort(IN_ORDER);
        long level = 0;
        for (Change each : changes) {
            level += each.credits();
            levels.add(level);
        }
    }

    /** Calls back for each job in the order in which they ran. */
    void forEachRun(RunVisitor visitor) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).credits() > 0) {
                visitor.run(changes.get(i).job(), i);
            }
        }
    }

    /** Told of a run, and of its place in the history. */
    @FunctionalInterface
    interface RunVisitor {
        /** A job ran. */
        void run(int job, int place);
    }

    /**
     * Returns since when there had been room for a job when it ran; the time that it could run anyhow if there was room by then.
     *
     * @param place the place of its run
     * @param readyNanos since when it could run as far as its client and its dependencies go
     */
    long roomSince(int job, int place, long readyNanos) {
        int credits = creditsOfJobs[job];
        long room = timings.run(job);
        for (int i = place - 1; i >= 0; i--) {
            if (levels.get(i) + credits > limit) {
                return Math.max(room, readyNanos);
            }
            room = changes.get(i).nanos();
            if (room < readyNanos) {
                return readyNanos;
            }
        }
        return readyNanos;
    }

    /** Tells whether a job ran although the limit left no room for it. */
    boolean exceedsLimit(int job, int place) {
        return place > 0 && levels.get(place - 1) + creditsOfJobs[job] > limit;
    }

    /** Tells whether a job of the ring was done no longer than that before another one ran. */
    boolean runsAfterAnEnd(int place, long withinNanos) {
        long run = changes.get(place).nanos();
        for (int i = place - 1; i >= 0 && run - changes.get(i).nanos() <= withinNanos; i--) {
            if (changes.get(i).credits() < 0) {
                return true;
            }
        }
        return false;
    }
}
