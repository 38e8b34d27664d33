package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.Traces;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A true kernel keeps every rule, on a quiet machine and on a loaded one; the same recording with a fault in it does not. */
class KernelRecordingsTest {
    private static final String TWO_CREDITS = "scheduler_many_clients_tests.03-13-clients.fifo.txt.xz";
    private static final long WAKE_UP_NANOS = 40_000;

    @TempDir
    private Path folder;

    private static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(KernelRecordingsTest.class.getResource("/kernel-7.3/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(file("README.md").resolveSibling("."))) {
            return files.filter(each -> each.toString().endsWith(".txt.xz"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void a_running_kernel_keeps_every_rule(Path recording) {
        Invocation verdict = Invocation.of("verify", recording);

        assertThat(verdict.out()).contains("every rule holds");
        assertThat(verdict.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_recorded_wait_can_be_explained(Path recording) {
        Invocation why = Invocation.of("why", recording, 0, "--recorded");

        assertThat(why.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_kernel_that_leaves_a_credit_unused_is_found() throws IOException {
        Recording recording = Traces.recording(file(TWO_CREDITS));
        assertThat(recording.rings().getFirst().mostInFlight()).isEqualTo(2);

        Invocation verdict = Invocation.of("verify", printed(withOneCreditLeftUnused(recording, 100)));

        assertThat(verdict.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(verdict.out().getFirst())
                .contains("no job that is ready waits while there are credits", "only after another one had ended");
    }

    @Test
    void a_kernel_whose_wake_up_is_lost_is_found() throws IOException {
        Recording recording = Traces.recording(file(TWO_CREDITS));

        Invocation verdict = Invocation.of("verify", printed(withALostWakeUp(recording, 100, 150_000_000)));

        assertThat(verdict.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(verdict.out().getFirst())
                .contains("no job that is ready waits while there are credits", "when none was started");
    }

    @Test
    void the_recording_that_the_faults_are_planted_in_keeps_every_rule_when_it_is_printed_again() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (RecordedJob job : Traces.recording(file(TWO_CREDITS)).jobs()) {
            lines.add(new Line(job, job.runNanos(), job.doneNanos()));
        }

        assertThat(Invocation.of("verify", printed(lines)).out()).contains("every rule holds");
    }

    /** A job as it is printed. */
    private record Line(RecordedJob job, long runNanos, long doneNanos) {}

    /** From a job on, the next one runs only when the one before it is done. */
    private static List<Line> withOneCreditLeftUnused(Recording recording, int from) {
        List<Line> lines = new ArrayList<>();
        long free = 0;
        for (RecordedJob job : inOrderOfRuns(recording)) {
            boolean serial = lines.size() >= from;
            long run = serial ? Math.max(job.runNanos(), free + WAKE_UP_NANOS) : job.runNanos();
            long done = serial ? run + job.serialNanos() : job.doneNanos();
            free = Math.max(free, done);
            lines.add(new Line(job, run, done));
        }
        return lines;
    }

    /** From a job on, everything runs later by a time, which no event explains. */
    private static List<Line> withALostWakeUp(Recording recording, int from, long nanos) {
        List<Line> lines = new ArrayList<>();
        for (RecordedJob job : inOrderOfRuns(recording)) {
            long later = lines.size() >= from ? nanos : 0;
            lines.add(new Line(job, job.runNanos() + later, job.doneNanos() + later));
        }
        return lines;
    }

    private static List<RecordedJob> inOrderOfRuns(Recording recording) {
        return recording.jobs().stream()
                .sorted(Comparator.comparingLong(RecordedJob::runNanos))
                .toList();
    }

    private Path printed(List<Line> jobs) throws IOException {
        record Event(long nanos, int rank, String text) {}
        List<Event> events = new ArrayList<>();
        for (Line each : jobs) {
            String about = "dev=d, fence=" + each.job().label() + ", ring=r, job count:0, hw job count:";
            events.add(new Event(each.job().queuedNanos(), 1, "drm_sched_job_queue: " + about + "0, client_id:1"));
            events.add(new Event(each.runNanos(), 2, "drm_sched_job_run: " + about + "0, client_id:1"));
            events.add(new Event(
                    each.doneNanos(),
                    0,
                    "drm_sched_job_done: fence=" + each.job().label() + " signaled"));
        }
        events.sort(Comparator.comparingLong(Event::nanos).thenComparingInt(Event::rank));
        List<String> lines = events.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "  task-7 [000] ..... %d.%06d: %s",
                        each.nanos() / 1_000_000_000,
                        each.nanos() / 1_000 % 1_000_000,
                        each.text()))
                .toList();
        return Files.write(folder.resolve("printed.txt"), lines);
    }
}
