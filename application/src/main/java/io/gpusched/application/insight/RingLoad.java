package io.gpusched.application.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The load of a ring, from the first queueing of one of its jobs to the last end.
 *
 * @param ring its name
 * @param busy the part of that time in which it worked
 * @param stalled the part in which it did not, although a job was queued for it: while the worker woke up, or since what the job waited for had
 *     not come
 */
public record RingLoad(String ring, double busy, double stalled) {
    /** A change of how many jobs wait or are on the ring. */
    private record Change(long nanos, int waiting, int working) {}

    /** Returns the loads of all rings that were done with a job. */
    public static List<RingLoad> of(List<JobTimes> jobs, List<String> rings) {
        List<RingLoad> loads = new ArrayList<>();
        for (int ring = 0; ring < rings.size(); ring++) {
            List<Change> changes = new ArrayList<>();
            for (JobTimes job : jobs) {
                if (job.scheduler() == ring && job.isDone()) {
                    changes.add(new Change(job.queuedNanos(), 1, 0));
                    changes.add(new Change(job.runNanos(), -1, 0));
                    changes.add(new Change(job.startNanos(), 0, 1));
                    changes.add(new Change(job.doneNanos(), 0, -1));
                }
            }
            if (!changes.isEmpty()) {
                changes.sort(Comparator.comparingLong(Change::nanos));
                loads.add(of(rings.get(ring), changes));
            }
        }
        return loads;
    }

    private static RingLoad of(String ring, List<Change> changes) {
        long busy = 0;
        long stalled = 0;
        int waiting = 0;
        int working = 0;
        long before = changes.getFirst().nanos();
        for (Change each : changes) {
            long nanos = each.nanos() - before;
            busy += working > 0 ? nanos : 0;
            stalled += working == 0 && waiting > 0 ? nanos : 0;
            waiting += each.waiting();
            working += each.working();
            before = each.nanos();
        }
        double span = Math.max(1, before - changes.getFirst().nanos());
        return new RingLoad(ring, busy / span, stalled / span);
    }

    /** Returns the part of the time in which it could not have done more: it worked, or a job for it waited. */
    public double full() {
        return busy + stalled;
    }
}
