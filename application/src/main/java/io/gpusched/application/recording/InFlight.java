package io.gpusched.application.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts what was on a ring at once. */
final class InFlight {
    /** Credits that come onto the ring, or leave it if there are less than none. */
    private record Change(long nanos, int credits) {}

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
                changes.add(new Change(job.runNanos(), credits));
                changes.add(new Change(job.doneNanos(), -credits));
            }
        }
        changes.sort(Comparator.comparingLong(Change::nanos).thenComparingInt(Change::credits));
        long now = 0;
        long most = 0;
        for (Change change : changes) {
            now += change.credits();
            most = Math.max(most, now);
        }
        return (int) Math.min(most, Integer.MAX_VALUE);
    }
}
