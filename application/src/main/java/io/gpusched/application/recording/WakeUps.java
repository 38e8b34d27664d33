package io.gpusched.application.recording;

import io.gpusched.application.workload.Delay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The times that the worker of a recorded machine took to wake up. A ring can go on when a job is ready and there is room: from then until the next
 * job runs passes the wake-up, and whatever happened at that moment has caused it: the queueing of a job, or the end of one. If it can go on
 * right after a job ran, the worker was awake, and busy with that job until the next one runs.
 */
public final class WakeUps {
    private static final long NOT_ABLE = Long.MIN_VALUE;
    private static final int QUANTILES = 101;
    private static final long MICRO = 1_000;

    private final Map<Long, Long> afterQueue = new TreeMap<>();
    private final Map<Long, Long> afterDone = new TreeMap<>();
    private final Map<Long, Long> afterRun = new TreeMap<>();
    private final List<Long> ofQueue = new ArrayList<>();
    private final List<Long> ofDone = new ArrayList<>();

    /** What can happen on a ring, in the order in which it counts at one time. */
    private enum What {
        DONE,
        READY,
        RUN
    }

    /**
     * A change on a ring.
     *
     * @param job which job, or {@link #NO_JOB} if it is ready for a reason that a replay does not time
     * @param by the job whose end made it ready; {@link #NO_JOB} if it was its own submission, or something else
     */
    private record Change(long nanos, What what, int job, int by) {
        private static final int NO_JOB = -1;
    }

    private WakeUps() {}

    /**
     * Measures the wake-ups of a recording.
     *
     * @param limits the credit limits of the rings
     * @param credits the credits of each job
     * @param submitted when each job was submitted
     */
    static WakeUps of(Recording recording, List<Integer> limits, List<Integer> credits, long[] submitted) {
        WakeUps wakeUps = new WakeUps();
        for (int ring = 0; ring < recording.rings().size(); ring++) {
            wakeUps.measure(changes(recording, ring, submitted), limits.get(ring), credits);
        }
        return wakeUps;
    }

    private static List<Change> changes(Recording recording, int ring, long[] submitted) {
        List<Change> changes = new ArrayList<>();
        long[] lastRun = new long[recording.clients().size()];
        Arrays.fill(lastRun, Long.MIN_VALUE);
        for (int i = 0; i < recording.jobs().size(); i++) {
            RecordedJob job = recording.jobs().get(i);
            long behind = lastRun[job.client()];
            lastRun[job.client()] = job.runNanos();
            if (job.ring() == ring) {
                long ready = Math.max(submitted[i], signaled(recording, job));
                boolean known = ready == submitted[i] && behind <= ready;
                int by = !known && behind <= ready ? awaited(recording, job, ready) : Change.NO_JOB;
                changes.add(new Change(
                        Math.min(Math.max(ready, behind), job.runNanos()), What.READY, known ? i : Change.NO_JOB, by));
                changes.add(new Change(job.runNanos(), What.RUN, i, Change.NO_JOB));
                changes.add(new Change(job.doneNanos(), What.DONE, i, Change.NO_JOB));
            }
        }
        changes.sort(Comparator.comparingLong(Change::nanos).thenComparing(Change::what));
        return changes;
    }

    /** Returns the dependency whose end made a job ready, if it ran on the same ring: its end wakes that ring's worker. */
    private static int awaited(Recording recording, RecordedJob job, long readyNanos) {
        for (RecordedDependency each : job.dependencies()) {
            if (each instanceof RecordedDependency.Finished(int other)
                    && recording.jobs().get(other).ring() == job.ring()
                    && recording.jobs().get(other).doneNanos() == readyNanos) {
                return other;
            }
        }
        return Change.NO_JOB;
    }

    /** Returns when the last dependency of a job had signalled, as far as that was seen. */
    private static long signaled(Recording recording, RecordedJob job) {
        long last = Long.MIN_VALUE;
        for (RecordedDependency each : job.dependencies()) {
            last = Math.max(
                    last,
                    switch (each) {
                        case RecordedDependency.Finished other ->
                            recording.jobs().get(other.job()).doneNanos();
                        case RecordedDependency.Scheduled other ->
                            recording.jobs().get(other.job()).runNanos();
                        case RecordedDependency.Outside outside -> outside.signaledNanos();
                    });
        }
        return last;
    }

    private void measure(List<Change> changes, int limit, List<Integer> credits) {
        long inFlight = 0;
        int ready = 0;
        long ableSince = NOT_ABLE;
        Change cause = new Change(0, What.RUN, 0, Change.NO_JOB);
        for (Change each : changes) {
            boolean wasAble = ready > 0 && inFlight < limit;
            switch (each.what()) {
                case READY -> ready++;
                case DONE -> inFlight -= credits.get(each.job());
                case RUN -> {
                    if (ableSince != NOT_ABLE && wasAble) {
                        note(cause, each.nanos() - ableSince);
                    }
                    ready--;
                    inFlight += credits.get(each.job());
                    ableSince = ready > 0 && inFlight < limit ? each.nanos() : NOT_ABLE;
                    cause = each;
                }
            }
            if (!wasAble && each.what() != What.RUN && ready > 0 && inFlight < limit) {
                ableSince = each.nanos();
                cause = each;
            }
        }
    }

    private void note(Change cause, long nanos) {
        if (cause.what() == What.DONE) {
            afterDone.put((long) cause.job(), nanos);
            ofDone.add(nanos);
        } else if (cause.what() == What.READY && cause.by() != Change.NO_JOB) {
            afterDone.put((long) cause.by(), nanos);
            ofDone.add(nanos);
        } else if (cause.what() == What.READY && cause.job() != Change.NO_JOB) {
            afterQueue.put((long) cause.job(), nanos);
            ofQueue.add(nanos);
        } else if (cause.what() == What.RUN) {
            afterRun.put((long) cause.job(), nanos);
        }
    }

    /** Returns the wake-ups as they were recorded; another distribution for those that the recording does not show. */
    Delay asRecorded(Delay otherwise) {
        Delay steps = afterRun.isEmpty() ? Delay.none() : quantiles(List.copyOf(afterRun.values()));
        return new Delay.Recorded(afterQueue, afterDone, afterRun, distribution(otherwise), steps);
    }

    /** Returns the distribution of the wake-ups: after the ends of jobs if there are any, for those keep a ring from being full. */
    public Delay distribution(Delay otherwise) {
        List<Long> measured = ofDone.isEmpty() ? ofQueue : ofDone;
        return measured.isEmpty() ? otherwise : quantiles(measured);
    }

    private static Delay quantiles(List<Long> measured) {
        Delay.Quantiles exact =
                new Delay.Quantiles(measured.stream().mapToLong(Long::longValue).toArray());
        int count = Math.min(measured.size(), QUANTILES);
        long[] quantiles = new long[count];
        Arrays.setAll(quantiles, i -> roundedNanos(count == 1 ? exact.at(0) : exact.at(i / (double) (count - 1))));
        return new Delay.Quantiles(quantiles);
    }

    /** Whole microseconds can be written down everywhere. */
    private static long roundedNanos(long nanos) {
        return Math.round(nanos / (double) MICRO) * MICRO;
    }

    /** Returns how long the wake-ups took that were measured, on average in nanoseconds; 0 if there were none. */
    public double averageNanos() {
        return Stream.of(ofQueue, ofDone)
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
    }
}
