package io.gpusched.cli.demo;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.recording.ClientSelector;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.recording.ReplayOptions.Pacing;
import io.gpusched.application.recording.ReplayOptions.PacingRule;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.RecordedTimes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The recorded desktop. It is replayed open loop: a compositor follows the display, whatever becomes of its jobs.
 *
 * @param workload what it submitted, and when
 * @param recorded what became of each job on the recorded machine, in the order in which they were queued
 * @param runOrder the ids of the jobs in the order in which they went to the hardware there
 */
public record Desktop(Workload workload, List<JobTimes> recorded, List<Long> runOrder) {
    /** The jobs that the compositor submits for each frame. */
    static final int JOBS_PER_FRAME = 2;
    /** The entity of the compositor, whose jobs are the frames. */
    static final int COMPOSITOR = 0;
    /** A frame of a 90 Hz headset, in nanoseconds. */
    static final long FRAME_NANOS = 11_100_000;

    /** Makes the desktop of a recording. */
    public static Desktop of(Recording recording) {
        Replay replay = Replay.of(
                recording,
                ReplayOptions.DEFAULTS.withPacings(List.of(new PacingRule(new ClientSelector.All(), Pacing.OPEN))));
        List<Long> runOrder = IntStream.range(0, recording.jobs().size())
                .boxed()
                .sorted(Comparator.comparingLong(
                                (Integer id) -> recording.jobs().get(id).runNanos())
                        .thenComparingLong(
                                id -> recording.jobs().get(id).places().run()))
                .map(Integer::longValue)
                .toList();
        return new Desktop(replay.workload(), RecordedTimes.of(recording), runOrder);
    }

    /** Returns how long each frame took, from the submission of its first job to the end of its last, in nanoseconds. */
    static long[] frameNanos(List<JobTimes> jobs) {
        List<JobTimes> compositor =
                jobs.stream().filter(each -> each.entity() == COMPOSITOR).toList();
        long[] frames = new long[compositor.size() / JOBS_PER_FRAME];
        for (int i = 0; i < frames.length; i++) {
            JobTimes first = compositor.get(i * JOBS_PER_FRAME);
            JobTimes last = compositor.get(i * JOBS_PER_FRAME + JOBS_PER_FRAME - 1);
            frames[i] = last.isDone() ? last.doneNanos() - first.queuedNanos() : Long.MAX_VALUE;
        }
        return frames;
    }
}
