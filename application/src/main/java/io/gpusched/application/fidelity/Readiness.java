package io.gpusched.application.fidelity;

import io.gpusched.application.recording.RecordedDependency;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes from when on each job could run, by one set of times: when it was queued, when the job before it of its client had run, when its dependencies
 * had signalled, and when there was room on its ring. What it waited longer had another reason.
 */
final class Readiness {
    private final Replay replay;
    private final Timings timings;
    private final int[] credits;
    private final int[] before;
    private final long[] couldRun;
    private final boolean[] lackedRoom;
    private final boolean[] ranAfterAnEnd;

    /**
     * Computes when each job could run.
     *
     * @param wakeUpNanos how soon after the end of another job one has to run to be taken to have waited for it
     */
    Readiness(Replay replay, Timings timings, long wakeUpNanos) {
        this.replay = replay;
        this.timings = timings;
        int jobs = replay.recording().jobs().size();
        credits = credits(replay, timings);
        before = jobsBefore(replay);
        couldRun = new long[jobs];
        lackedRoom = new boolean[jobs];
        ranAfterAnEnd = new boolean[jobs];
        for (int ring = 0; ring < replay.recording().rings().size(); ring++) {
            RingHistory history = new RingHistory(timings, jobsOf(ring), limit(replay, ring), credits);
            history.forEachRun((job, place) -> {
                long ready = ready(job);
                couldRun[job] = history.roomSince(job, place, ready);
                lackedRoom[job] = couldRun[job] > ready && !history.exceedsLimit(job, place);
                ranAfterAnEnd[job] = history.runsAfterAnEnd(place, wakeUpNanos);
            });
        }
    }

    private static int limit(Replay replay, int ring) {
        return replay.workload().schedulers().get(ring).credits();
    }

    /** A job that takes more than there is takes all that there is. */
    private static int[] credits(Replay replay, Timings timings) {
        int[] credits = new int[replay.recording().jobs().size()];
        for (Workload.TimedStep timed : replay.workload().steps()) {
            if (timed.step() instanceof Step.Push push) {
                credits[(int) push.job()] = push.credits();
            } else if (timed.step() instanceof Step.Script script) {
                script.turns()
                        .forEach(turn ->
                                credits[(int) turn.push().job()] = turn.push().credits());
            }
        }
        for (int i = 0; i < credits.length; i++) {
            credits[i] = Math.min(credits[i], limit(replay, timings.ring(i)));
        }
        return credits;
    }

    /** Returns for each job the one before it of its client, or -1. */
    private static int[] jobsBefore(Replay replay) {
        int[] last = new int[replay.recording().clients().size()];
        Arrays.fill(last, -1);
        int[] before = new int[replay.recording().jobs().size()];
        for (int i = 0; i < before.length; i++) {
            int client = replay.recording().jobs().get(i).client();
            before[i] = last[client];
            last[client] = i;
        }
        return before;
    }

    private List<Integer> jobsOf(int ring) {
        List<Integer> jobs = new ArrayList<>();
        for (int i = 0; i < credits.length; i++) {
            if (timings.ring(i) == ring && timings.isDone(i)) {
                jobs.add(i);
            }
        }
        return jobs;
    }

    /** Nothing that comes after the run can have been waited for. */
    private long ready(int job) {
        long ready = timings.queued(job);
        if (before[job] >= 0) {
            ready = Math.max(ready, timings.run(before[job]));
        }
        for (RecordedDependency each : replay.recording().jobs().get(job).dependencies()) {
            ready = Math.max(ready, signaled(each));
        }
        return Math.min(ready, timings.run(job));
    }

    private long signaled(RecordedDependency dependency) {
        return switch (dependency) {
            case RecordedDependency.Finished other -> timings.done(other.job());
            case RecordedDependency.Scheduled other -> timings.run(other.job());
            case RecordedDependency.Outside outside ->
                outside.signaledNanos() == RecordedDependency.Outside.NOT_SEEN
                        ? 0 // it holds nobody up
                        : outside.signaledNanos() - replay.originNanos();
        };
    }

    /** Returns how long after its queueing a job could run; nanoseconds. */
    long reasonNanos(int job) {
        return couldRun[job] - timings.queued(job);
    }

    /** Returns how long a job could run and did not; nanoseconds. */
    long lateNanos(int job) {
        return timings.run(job) - couldRun[job];
    }

    /** Tells whether it was room on the ring that a job waited for last; not if it ran without. */
    boolean lackedRoom(int job) {
        return lackedRoom[job];
    }

    /** Tells whether a job ran soon after another one of its ring was done. */
    boolean ranAfterAnEnd(int job) {
        return ranAfterAnEnd[job];
    }
}
