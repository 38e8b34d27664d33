package io.gpusched.application.fidelity;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Replay;
import io.gpusched.domain.time.Nanos;
import java.util.Arrays;
import java.util.List;

/**
 * The times at which each job was queued, run and done, by its place in the recording, in nanoseconds from when the first was queued; {@link Nanos#NEVER}
 * for what did not happen.
 */
final class Timings {
    private final long[] queued;
    private final long[] run;
    private final long[] done;
    private final int[] ring;

    private Timings(int jobs) {
        queued = new long[jobs];
        run = new long[jobs];
        done = new long[jobs];
        ring = new int[jobs];
        Arrays.fill(queued, Nanos.NEVER);
        Arrays.fill(run, Nanos.NEVER);
        Arrays.fill(done, Nanos.NEVER);
    }

    /** What was recorded. */
    static Timings recorded(Replay replay) {
        List<RecordedJob> jobs = replay.recording().jobs();
        Timings timings = new Timings(jobs.size());
        for (int i = 0; i < jobs.size(); i++) {
            RecordedJob job = jobs.get(i);
            timings.queued[i] = job.queuedNanos() - replay.originNanos();
            timings.run[i] = job.runNanos() - replay.originNanos();
            timings.done[i] = job.doneNanos() - replay.originNanos();
            timings.ring[i] = job.ring();
        }
        return timings;
    }

    /** What became of the same jobs in a run. */
    static Timings replayed(int jobs, List<JobTimes> times) {
        Timings timings = new Timings(jobs);
        for (JobTimes each : times) {
            int job = Math.toIntExact(each.job());
            timings.queued[job] = each.queuedNanos();
            timings.ring[job] = each.scheduler();
            if (each.isDone()) {
                timings.run[job] = each.runNanos();
                timings.done[job] = each.doneNanos();
            }
        }
        return timings;
    }

    /** Returns the ring that a job ran on. */
    int ring(int job) {
        return ring[job];
    }

    long queued(int job) {
        return queued[job];
    }

    long run(int job) {
        return run[job];
    }

    long done(int job) {
        return done[job];
    }

    boolean isDone(int job) {
        return done[job] != Nanos.NEVER;
    }

    /** Returns how long a job waited from queue to run. */
    long toRun(int job) {
        return run[job] - queued[job];
    }

    /** Returns how long a job took from queue to done. */
    long toDone(int job) {
        return done[job] - queued[job];
    }
}
