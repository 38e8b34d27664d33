package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.ClientSelector;
import io.gpusched.application.recording.RecordedDependency;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.recording.ReplayOptions.Pacing;
import io.gpusched.application.recording.ReplayOptions.PacingRule;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.LatencyChange;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.Happening.Life;
import io.gpusched.files.trace.FtraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happened, and however it is printed: what is read is what happened. */
class RoundTripTest {
    private static final int SEEDS = 20;

    static Stream<Arguments> printingsAndSeeds() {
        return Stream.of(Printing.values())
                .flatMap(printing -> IntStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(printing, seed)));
    }

    /** A job in words, so that a difference can be read. */
    private static String words(
            String client, String ring, long queued, long run, long done, List<RecordedDependency> dependencies) {
        return client + " on " + ring + ": " + queued + " " + run + " " + done + " " + dependencies;
    }

    private static String words(Recording recording, RecordedJob job) {
        return words(recording, job, job.dependencies());
    }

    private static String words(Recording recording, RecordedJob job, List<RecordedDependency> dependencies) {
        return words(
                recording.clients().get(job.client()).name(),
                recording.rings().get(job.ring()).name(),
                job.queuedNanos() / 1_000,
                job.runNanos() / 1_000,
                job.doneNanos() / 1_000,
                dependencies);
    }

    private static String words(Printing printing, Life job) {
        List<RecordedDependency> dependencies = new ArrayList<>();
        job.awaited.stream()
                .filter(printing.tells(job))
                .map(other -> printing.tellsForms() && other.ring == job.ring
                        ? new RecordedDependency.Scheduled(other.id)
                        : new RecordedDependency.Finished(other.id))
                .forEach(dependencies::add);
        return words(Printing.client(job.entity), Printing.ring(job), job.queued, job.run, job.done, dependencies);
    }

    private static int mostInFlight(Happening happening, String ring) {
        return happening.moments.stream()
                .filter(each -> Printing.ring(each.job()).equals(ring))
                .mapToInt(Happening.Moment::inFlight)
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("printingsAndSeeds")
    void of_any_life_of_jobs_in_any_layout(Printing printing, int seed) {
        Happening happening = new Happening(new SplittableRandom(seed));

        Recording recording = Traces.recording(printing.print(happening));

        assertThat(recording.jobs())
                .map(job -> words(recording, job))
                .containsExactlyElementsOf(
                        happening.jobs.stream().map(job -> words(printing, job)).toList());
        assertThat(recording.rings())
                .allSatisfy(ring -> assertThat(ring.mostInFlight()).isEqualTo(mostInFlight(happening, ring.name())));
        assertThat(recording.report().cutOff()).isEmpty();
        assertThat(recording.report().skipped()).isEmpty();
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, SEEDS).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void of_a_run_that_is_printed_as_a_recording_and_played_again(int seed) {
        Happening happening = new Happening(new SplittableRandom(seed));
        Recording recording = Traces.recording(Printing.NEW_REPORT.print(happening));
        Replay replay = Replay.of(
                recording,
                ReplayOptions.DEFAULTS.withPacings(allOpen(recording)).withLatency(LatencyChange.to(Latency.NONE)));
        StringBuilder printed = new StringBuilder();
        FtraceWriter writer =
                new FtraceWriter(replay.workload(), line -> printed.append(line).append('\n'));
        List<Event> events = new ArrayList<>();

        Simulation.play(replay.workload(), LinuxBugs.MENDED, event -> {
            events.add(event);
            writer.accept(event);
        });
        Recording again = Traces.recording(printed.toString());

        assertThat(again.jobs())
                .map(job -> words(again, job, List.of()))
                .containsExactlyElementsOf(recording.jobs().stream()
                        .map(job -> played(recording, job, events))
                        .toList());
        // The scheduler keeps only the last of the fences of one context.
        assertThat(again.jobs())
                .zipSatisfy(
                        recording.jobs(),
                        (played, recorded) -> assertThat(played.dependencies()).isSubsetOf(recorded.dependencies()));
    }

    /** With open loops jobs are queued when they were, and so in the same order. */
    private static List<PacingRule> allOpen(Recording recording) {
        return recording.clients().stream()
                .map(client -> new PacingRule(new ClientSelector.ByName(client.name()), Pacing.OPEN))
                .toList();
    }

    private static String played(Recording recording, RecordedJob job, List<Event> events) {
        long id = recording.jobs().indexOf(job);
        long queued = 0;
        long run = 0;
        long done = 0;
        for (Event event : events) {
            switch (event) {
                case Event.JobQueued e when e.job() == id -> queued = e.nanos();
                case Event.JobRun e when e.job() == id -> run = e.nanos();
                case Event.JobDone e when e.job() == id -> done = e.nanos();
                default -> {}
            }
        }
        return words(
                recording.clients().get(job.client()).name(),
                recording.rings().get(job.ring()).name(),
                queued / 1_000,
                run / 1_000,
                done / 1_000,
                List.of());
    }
}
