package io.gpusched.application.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts what was on a ring at once. */
final class InFlight {
    /**
     * Credits that come onto the ring with a job, or leave it if there are less than none.
     *
     * @param runNanos when that job came onto the ring
     * @param place of its run
     */
    private record Change(long nanos, int credits, long runNanos, long place) {
        /** Tells whether a job leaves that was there before. One that is done at the time of its own run leaves after it has come. */
        private boolean isEndOfEarlierRun() {
            return credits < 0 && runNanos < nanos;
        }
    }

    /** The kernel gives the credits of a job back before it traces that the job is done. So of what has the same time, those that were there leave first. */
    private static final Comparator<Change> IN_ORDER = Comparator.comparingLong(Change::nanos)
            .thenComparing(each -> !each.isEndOfEarlierRun())
            .thenComparingLong(Change::place);

    private InFlight() {}

    /**
     * Returns the most credits that were on a ring at once. A job that ends when another one runs has left.
     *
     * @param creditsOfClients the credits of each client's jobs, by the places of the clients
     */
    static int most(Recording recording, int ring, List<Integer> creditsOfClients) {
        List<Change> changes = new ArrayList<>();
        for (RecordedJob job : recording.jobs()) {
            if (job.ring() == ring) {
                int credits = creditsOfClients.get(job.client());
                changes.add(new Change(
                        job.runNanos(), credits, job.runNanos(), job.places().run()));
                changes.add(new Change(
                        job.doneNanos(), -credits, job.runNanos(), job.places().run()));
            }
        }
        changes.sort(IN_ORDER);
        long now = 0;
        long most = 0;
        for (Change change : changes) {
            now += change.credits();
            most = Math.max(most, now);
        }
        return (int) Math.min(most, Integer.MAX_VALUE);
    }
}
