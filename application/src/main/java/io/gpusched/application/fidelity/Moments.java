package io.gpusched.application.fidelity;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Replay;
import java.util.Arrays;
import java.util.List;

/** When each job was queued, run and done, by its place in the recording; nanoseconds from when the first was queued. */
final class Moments {
    /** The time of something that did not happen. */
    static final long NEVER = Long.MIN_VALUE;

    private final long[] queued;
    private final long[] run;
    private final long[] done;
    private final int[] ring;

    private Moments(int jobs) {
        queued = new long[jobs];
        run = new long[jobs];
        done = new long[jobs];
        ring = new int[jobs];
        Arrays.fill(queued, NEVER);
        Arrays.fill(run, NEVER);
        Arrays.fill(done, NEVER);
    }

    /** What was recorded. */
    static Moments recorded(Replay replay) {
        List<RecordedJob> jobs = replay.recording().jobs();
        Moments moments = new Moments(jobs.size());
        for (int i = 0; i < jobs.size(); i++) {
            RecordedJob job = jobs.get(i);
            moments.queued[i] = job.queuedNanos() - replay.originNanos();
            moments.run[i] = job.runNanos() - replay.originNanos();
            moments.done[i] = job.doneNanos() - replay.originNanos();
            moments.ring[i] = job.ring();
        }
        return moments;
    }

    /** What became of the same jobs in a run. */
    static Moments replayed(int jobs, List<JobTimes> times) {
        Moments moments = new Moments(jobs);
        for (JobTimes each : times) {
            int job = Math.toIntExact(each.job());
            moments.queued[job] = each.queuedNanos();
            moments.ring[job] = each.scheduler();
            if (each.isDone()) {
                moments.run[job] = each.runNanos();
                moments.done[job] = each.doneNanos();
            }
        }
        return moments;
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
        return done[job] != NEVER;
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
