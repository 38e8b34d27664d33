package io.gpusched.files.trace;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.recording.Places;
import io.gpusched.application.recording.RecordedDependency;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Converts a recording into the events of a run, so that it can be checked as one. Jobs are numbered by their places in the recording. What
 * the kernel has no tracepoint for is left out; each job counts as one credit.
 */
public final class RecordedHistory {
    /** An event and its place among others of the same time. */
    private record Placed(Event event, long place) {}

    /** In front of all others of its time: what waited for the signal comes after it. */
    private static final long FIRST = Long.MIN_VALUE;

    private RecordedHistory() {}

    /** Returns the events of a recording, in the order of time; those of one time in the order of the recording. */
    public static List<Event> of(Recording recording) {
        List<Placed> placed = new ArrayList<>();
        Set<String> signaled = new TreeSet<>();
        for (int id = 0; id < recording.jobs().size(); id++) {
            place(placed, id, recording.jobs().get(id), signaled);
        }
        placed.sort(
                Comparator.comparingLong((Placed each) -> each.event().nanos()).thenComparingLong(Placed::place));
        return counted(placed, recording);
    }

    private static void place(List<Placed> placed, int id, RecordedJob job, Set<String> signaled) {
        long queued = job.queuedNanos();
        Places at = job.places();
        placed.add(new Placed(new Event.JobQueued(queued, id, job.client(), job.ring(), 0, 0, 1), at.queued()));
        for (RecordedDependency each : job.dependencies()) {
            switch (each) {
                case RecordedDependency.Finished other ->
                    placed.add(new Placed(
                            new Event.DependencyAdded(queued, id, new FenceName.Finished(other.job())), at.queued()));
                case RecordedDependency.Scheduled other ->
                    placed.add(new Placed(
                            new Event.DependencyAdded(queued, id, new FenceName.Scheduled(other.job())), at.queued()));
                case RecordedDependency.Outside outside -> placeOutside(placed, id, job, outside, signaled);
            }
        }
        placed.add(new Placed(new Event.JobRun(job.runNanos(), id, job.client(), job.ring(), 0, 0, 1, null), at.run()));
        placed.add(new Placed(new Event.FenceSignaled(job.runNanos(), new FenceName.Scheduled(id), null), at.run()));
        placed.add(new Placed(new Event.JobDone(job.doneNanos(), id), at.done()));
        placed.add(new Placed(new Event.FenceSignaled(job.doneNanos(), new FenceName.Finished(id), null), at.done()));
    }

    /** The fence of somebody else. If nobody saw it signal, the first job that waited for it and ran is the latest that it can have. */
    private static void placeOutside(
            List<Placed> placed, int id, RecordedJob job, RecordedDependency.Outside outside, Set<String> signaled) {
        boolean seen = outside.signaledNanos() != RecordedDependency.Outside.NOT_SEEN;
        FenceName fence = new FenceName.External(seen ? outside.fence() : outside.fence() + " of job " + id);
        placed.add(new Placed(
                new Event.DependencyAdded(job.queuedNanos(), id, fence),
                job.places().queued()));
        if (signaled.add(fence.toString())) {
            long nanos = seen ? outside.signaledNanos() : job.runNanos();
            placed.add(new Placed(new Event.FenceSignaled(nanos, fence, null), FIRST));
        }
    }

    /** Fills in the credits in flight, which the recording's own counts may include others in. */
    private static List<Event> counted(List<Placed> placed, Recording recording) {
        int[] inFlight = new int[recording.rings().size()];
        List<Event> events = new ArrayList<>();
        for (Placed each : placed) {
            switch (each.event()) {
                case Event.JobRun run ->
                    events.add(new Event.JobRun(
                            run.nanos(),
                            run.job(),
                            run.entity(),
                            run.scheduler(),
                            0,
                            ++inFlight[run.scheduler()],
                            1,
                            null));
                case Event.JobDone done -> {
                    inFlight[recording.jobs().get((int) done.job()).ring()]--;
                    events.add(done);
                }
                default -> events.add(each.event());
            }
        }
        return events;
    }

    /**
     * Returns the credit limits, by ring. The limits of the kernel are not in its traces; they are at least what was in flight. It gives the credits of a job back before it
     * traces that the job is done, so that the traces may show one job more in flight than it counts.
     */
    public static List<Integer> limits(Recording recording, List<Event> events) {
        List<Integer> limits = new ArrayList<>();
        recording.rings().forEach(ring -> limits.add(ring.mostInFlight()));
        for (Event event : events) {
            if (event instanceof Event.JobRun run) {
                limits.set(run.scheduler(), Math.max(limits.get(run.scheduler()), run.credits()));
            }
        }
        return limits;
    }

    /**
     * Returns how many jobs each ring is known to take at once, by ring. The count is the kernel's, but the kernel counts credits, and a job may
     * take several, so there are never more than were seen on the ring together.
     */
    public static List<Integer> knownRoom(Recording recording, List<Event> events) {
        List<Integer> jobs =
                new ArrayList<>(Collections.nCopies(recording.rings().size(), 0));
        for (Event event : events) {
            if (event instanceof Event.JobRun run) {
                jobs.set(run.scheduler(), Math.max(jobs.get(run.scheduler()), run.credits()));
            }
        }
        for (int ring = 0; ring < jobs.size(); ring++) {
            jobs.set(ring, Math.min(jobs.get(ring), recording.rings().get(ring).mostInFlight()));
        }
        return jobs;
    }
}
