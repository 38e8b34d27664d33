package io.gpusched.application.fidelity;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.RecordedJob;
import io.gpusched.application.workload.Replay;
import java.util.Arrays;
import java.util.List;

/** When each job was queued, run and done, by its place in the recording; nanoseconds from when the first was queued. */
final class Timeline {
    /** The time of something that did not happen. */
    static final long NEVER = Long.MIN_VALUE;

    private final long[] queued;
    private final long[] run;
    private final long[] done;

    private Timeline(int jobs) {
        queued = new long[jobs];
        run = new long[jobs];
        done = new long[jobs];
        Arrays.fill(queued, NEVER);
        Arrays.fill(run, NEVER);
        Arrays.fill(done, NEVER);
    }

    /** What was recorded. */
    static Timeline recorded(Replay replay) {
        List<RecordedJob> jobs = replay.recording().jobs();
        Timeline timeline = new Timeline(jobs.size());
        for (int i = 0; i < jobs.size(); i++) {
            RecordedJob job = jobs.get(i);
            timeline.queued[i] = job.queuedNanos() - replay.originNanos();
            timeline.run[i] = job.runNanos() - replay.originNanos();
            timeline.done[i] = job.doneNanos() - replay.originNanos();
        }
        return timeline;
    }

    /** What became of the same jobs in a run. */
    static Timeline replayed(int jobs, List<JobTimes> times) {
        Timeline timeline = new Timeline(jobs);
        for (JobTimes each : times) {
            int job = Math.toIntExact(each.job());
            timeline.queued[job] = each.queuedNanos();
            if (each.isDone()) {
                timeline.run[job] = each.runNanos();
                timeline.done[job] = each.doneNanos();
            }
        }
        return timeline;
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
