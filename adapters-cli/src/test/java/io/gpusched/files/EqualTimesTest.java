package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitLog;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.workload.RingKind;
import io.gpusched.files.trace.RecordedHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that carry the same microsecond keep the order of the trace. */
class EqualTimesTest {
    private static final int SEEDS = 20;

    static Stream<Arguments> printingsAndSeeds() {
        return Stream.of(Printing.values())
                .flatMap(printing -> IntStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(printing, seed)));
    }

    @ParameterizedTest
    @MethodSource("printingsAndSeeds")
    void the_history_has_the_order_of_the_trace(Printing printing, int seed) {
        Happening happening = Happening.withEqualTimes(new SplittableRandom(seed));

        Recording recording = Traces.recording(printing.print(happening));

        assertThat(turns(recording))
                .containsExactlyElementsOf(happening.moments.stream()
                        .map(each -> each.kind() + " " + each.job().id)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("printingsAndSeeds")
    void every_job_has_a_wait_and_the_limit_is_kept(Printing printing, int seed) {
        Happening happening = Happening.withEqualTimes(new SplittableRandom(seed));
        Recording recording = Traces.recording(printing.print(happening));
        List<Event> events = RecordedHistory.of(recording);
        List<Integer> limits = RecordedHistory.limits(recording, events);
        WaitLog log = new WaitLog(limits, Collections.nCopies(recording.rings().size(), RingKind.SERIAL));

        events.forEach(log);

        assertThat(log.waits()).hasSameSizeAs(happening.jobs);
        assertThat(log.waits()).allSatisfy(wait -> assertThat(wait.nanos()).isEqualTo(recordedNanos(recording, wait)));
        assertThat(recording.rings())
                .allSatisfy(ring -> assertThat(ring.mostInFlight()).isBetween(1, most(happening, ring.name())));
    }

    private static int most(Happening happening, String ring) {
        return happening.moments.stream()
                .filter(each -> Printing.ring(each.job()).equals(ring))
                .mapToInt(Happening.Moment::inFlight)
                .max()
                .orElseThrow();
    }

    private static long recordedNanos(Recording recording, Wait wait) {
        RecordedJob job = recording.jobs().get((int) wait.job().job());
        return job.doneNanos() - job.queuedNanos();
    }

    /** Jobs are numbered in the order in which they were queued, in the recording as in what happened. */
    private static List<String> turns(Recording recording) {
        List<String> turns = new ArrayList<>();
        for (Event event : RecordedHistory.of(recording)) {
            switch (event) {
                case Event.JobQueued e -> turns.add("QUEUE " + e.job());
                case Event.JobRun e -> turns.add("RUN " + e.job());
                case Event.JobDone e -> turns.add("DONE " + e.job());
                default -> {}
            }
        }
        return turns;
    }

    private static String line(String micros, String event, String fields) {
        return String.format(
                Locale.ROOT, " kworker/u64:1-11 [000] ..... 100.%s: drm_sched_job_%s: %s%n", micros, event, fields);
    }

    private static String queue(String micros, String fence) {
        return line(micros, "queue", "dev=d, fence=" + fence + ", ring=gfx, job count:0, hw job count:0, client_id:9");
    }

    private static String run(String micros, String fence) {
        return line(micros, "run", "dev=d, fence=" + fence + ", ring=gfx, job count:0, hw job count:1, client_id:9");
    }

    private static String done(String micros, String fence) {
        return line(micros, "done", "fence=" + fence + " signaled");
    }

    @Nested
    class The_ring {
        @Test
        void works_on_a_job_until_one_that_ends_at_once_takes_its_turn() {
            Recording recording = Traces.recording(queue("000000", "10:1")
                    + queue("000001", "20:1")
                    + run("000002", "10:1")
                    + done("000010", "10:1")
                    + run("000010", "20:1")
                    + done("000010", "20:1"));

            assertThat(recording.jobs()).map(RecordedJob::serialNanos).containsExactly(8_000L, 0L);
        }

        @Test
        void has_lost_a_job_when_another_one_runs_in_the_microsecond_of_its_end() {
            Recording recording = Traces.recording(queue("000000", "10:1")
                    + queue("000001", "20:1")
                    + run("000002", "10:1").replace("hw job count:1", "hw job count:0")
                    + run("000010", "20:1").replace("hw job count:1", "hw job count:0")
                    + done("000010", "10:1")
                    + done("000010", "20:1"));

            assertThat(recording.rings().getFirst().mostInFlight()).isEqualTo(1);
        }

        @Test
        void holds_a_job_that_ends_at_once_beside_another_one() {
            Recording recording = Traces.recording(queue("000000", "10:1")
                    + queue("000001", "20:1")
                    + run("000002", "10:1").replace("hw job count:1", "hw job count:0")
                    + run("000005", "20:1").replace("hw job count:1", "hw job count:0")
                    + done("000005", "20:1")
                    + done("000010", "10:1"));

            assertThat(recording.rings().getFirst().mostInFlight()).isEqualTo(2);
        }
    }
}
