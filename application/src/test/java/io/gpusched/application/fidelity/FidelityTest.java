package io.gpusched.application.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.recording.Places;
import io.gpusched.application.recording.ReadingReport;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Recording.RecordedClient;
import io.gpusched.application.recording.Recording.RecordedRing;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recording beside runs of its replay. */
final class FidelityTest {
    private static final long MICRO = 1_000;

    private static RecordedJob job(int client, long queued, long run, long done) {
        return new RecordedJob(
                client,
                0,
                41,
                client + 1,
                queued * MICRO,
                run * MICRO,
                run * MICRO,
                done * MICRO,
                new Places(queued, run, done),
                List.of());
    }

    private static Replay replay(RecordedJob... jobs) {
        Recording recording = new Recording(
                List.of(new RecordedRing("", "gfx", 1)),
                List.of(new RecordedClient("a", 1, "41", 1), new RecordedClient("b", 2, "43", 2)),
                List.of(jobs),
                List.of(),
                new ReadingReport(0, 0, 0, 0, List.of(), List.of(), List.of(), 0, 0, 0, 0, 0));
        return Replay.of(recording, ReplayOptions.DEFAULTS);
    }

    /** What a run did: for each job when it was queued, run and done, in the order of their runs. */
    private static JobLog run(long[]... jobs) {
        JobLog log = new JobLog();
        for (long[] job : jobs) {
            log.accept(new Event.JobQueued(job[1] * MICRO, job[0], (int) job[0], 0, 0, 0, 1));
        }
        for (long[] job : jobs) {
            log.accept(new Event.JobRun(job[2] * MICRO, job[0], (int) job[0], 0, 0, 1, 1, null));
            if (job.length > 3) {
                log.accept(new Event.JobDone(job[3] * MICRO, job[0]));
                log.accept(new Event.FenceSignaled(job[3] * MICRO, new FenceName.Finished(job[0]), null));
            }
        }
        return log;
    }

    private final Replay replay = replay(job(0, 0, 5, 100), job(1, 10, 105, 200));

    @Test
    void a_run_that_is_the_recording_differs_in_nothing() {
        Fidelity same = Fidelity.of(replay, run(new long[] {0, 0, 5, 100}, new long[] {1, 10, 105, 200}));

        assertThat(same.isSameOrder()).isTrue();
        assertThat(same.reasons()).isEmpty();
        assertThat(same.clients()).extracting(Fidelity.ClientWaits::client).containsExactly("a", "b", "all");
        assertThat(same.clients().getLast().toDone().error().max()).isZero();
    }

    @Test
    void a_worker_that_takes_no_time_makes_each_job_sooner() {
        Fidelity sooner = Fidelity.of(replay, run(new long[] {0, 0, 0, 95}, new long[] {1, 10, 95, 190}));

        assertThat(sooner.isSameOrder()).isTrue();
        assertThat(sooner.reasons())
                .filteredOn(each -> each.span() == Fidelity.Span.QUEUE_TO_RUN)
                .extracting(Fidelity.Reason::cause)
                .contains(Cause.WORKER);
        assertThat(sooner.clients().getLast().toRun().error().max()).isEqualTo(10 * MICRO);
    }

    @Test
    void jobs_that_change_places_are_counted_and_named() {
        Fidelity other = Fidelity.of(replay, run(new long[] {1, 10, 10, 105}, new long[] {0, 0, 105, 200}));

        assertThat(other.isSameOrder()).isFalse();
        assertThat(other.rings()).singleElement().satisfies(ring -> {
            assertThat(ring.jobs()).isEqualTo(2);
            assertThat(ring.inOrder()).isEqualTo(1);
            assertThat(ring.orderedPairs()).isZero();
            assertThat(ring.firstMoved()).isNotEmpty();
        });
    }

    @Test
    void a_job_that_is_not_done_is_a_difference() {
        Fidelity cut = Fidelity.of(replay, run(new long[] {0, 0, 5, 100}, new long[] {1, 10, 105}));

        assertThat(cut.notDone()).isEqualTo(1);
        assertThat(cut.isSameOrder()).isFalse();
        assertThat(cut.reasons()).extracting(Fidelity.Reason::cause).containsExactly(Cause.NOT_DONE);
    }
}
