package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.cli.terminal.Surroundings;
import io.gpusched.domain.order.Priority;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TraceOptionsTest {
    /** Three entities, two of one name, on the rings of two devices; 9 is a process of one and the fence context of another. */
    private static final String TRACE = """
            game-100 [000] 1.000010: drm_sched_job_queue: dev=a, fence=7:1, ring=gfx, job count:0, hw job count:0, client_id:1
            game-100 [000] 1.000011: drm_sched_job_run: dev=a, fence=7:1, ring=gfx, job count:0, hw job count:1, client_id:1
            game-200 [000] 1.000012: drm_sched_job_queue: dev=b, fence=9:1, ring=gfx, job count:0, hw job count:0, client_id:2
            game-200 [000] 1.000013: drm_sched_job_run: dev=b, fence=9:1, ring=gfx, job count:0, hw job count:1, client_id:2
            Xorg-9 [000] 1.000014: drm_sched_job_queue: dev=a, fence=11:1, ring=gfx, job count:0, hw job count:0, client_id:3
            Xorg-9 [000] 1.000015: drm_sched_job_run: dev=a, fence=11:1, ring=gfx, job count:0, hw job count:2, client_id:3
            <idle>-0 [000] 1.000030: drm_sched_job_done: fence=7:1 signaled
            <idle>-0 [000] 1.000031: drm_sched_job_done: fence=9:1 signaled
            <idle>-0 [000] 1.000040: drm_sched_job_done: fence=11:1 signaled
            """;

    @TempDir
    private Path folder;

    @Command
    private static final class Host implements Runnable {
        @Mixin
        private final TraceOptions options = new TraceOptions();

        @Override
        public void run() {
            // Only parsed.
        }
    }

    private Workload replayed(String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), TRACE);
        Host host = new Host();
        new CommandLine(host).parseArgs(words);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Replay replay =
                new Inputs(new Console(nowhere, nowhere, Surroundings.NONE, () -> 0)).replay(file, host.options);
        return replay.workload();
    }

    private static List<Priority> priorities(Workload workload) {
        return workload.entities().stream().map(Workload.EntityLine::priority).toList();
    }

    private static List<Integer> credits(Workload workload) {
        return workload.steps().stream()
                .map(timed -> ((Step.Push) timed.step()).credits())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void a_client_goes_by(String how, String name, List<Priority> expected) throws IOException {
        assertThat(priorities(replayed("--priority", name + "=high"))).isEqualTo(expected);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                names("its name", "Xorg", Priority.NORMAL, Priority.NORMAL, Priority.HIGH),
                names("a name that several have", "game", Priority.HIGH, Priority.HIGH, Priority.NORMAL),
                names("its process", "200", Priority.NORMAL, Priority.HIGH, Priority.NORMAL),
                names("its fence context", "7", Priority.HIGH, Priority.NORMAL, Priority.NORMAL),
                names("its name and fence context", "game 9", Priority.NORMAL, Priority.HIGH, Priority.NORMAL),
                names("process: and a number", "process:9", Priority.NORMAL, Priority.NORMAL, Priority.HIGH),
                names("context: and a number", "context:9", Priority.NORMAL, Priority.HIGH, Priority.NORMAL));
    }

    private static Arguments names(String how, String name, Priority... expected) {
        return Arguments.of(how, name, Arrays.asList(expected));
    }

    @Test
    void of_several_priorities_the_last_that_picks_a_client_counts() throws IOException {
        assertThat(priorities(replayed("--priority", "game=low", "--priority", "100=kernel")))
                .containsExactly(Priority.KERNEL, Priority.LOW, Priority.NORMAL);
    }

    @Test
    void credits_of_jobs_are_for_all_or_for_one_and_make_room_for_what_was_in_flight() throws IOException {
        Workload workload = replayed("--job-credits", "2", "--job-credits", "Xorg=3");

        assertThat(credits(workload)).containsExactly(2, 2, 3);
        assertThat(workload.schedulers())
                .extracting(Workload.SchedulerLine::credits)
                .containsExactly(5, 2);
    }

    @Test
    void loops_are_for_all_or_for_one() throws IOException {
        Workload workload = replayed("--loop", "closed", "--loop", "Xorg=open");

        assertThat(workload.steps())
                .extracting(timed -> timed.step() instanceof Step.Script)
                .containsExactly(true, true, false);
    }

    @Test
    void hardware_is_for_all_rings_or_for_one_with_its_device_or_for_those_of_a_name() throws IOException {
        assertThat(kinds(replayed("--hardware", "overlapping", "--hardware", "b gfx=serial")))
                .containsExactly(RingKind.OVERLAPPING, RingKind.SERIAL);
        assertThat(kinds(replayed("--hardware", "gfx=overlapping")))
                .containsExactly(RingKind.OVERLAPPING, RingKind.OVERLAPPING);
    }

    private static List<RingKind> kinds(Workload workload) {
        return workload.schedulers().stream().map(Workload.SchedulerLine::ring).toList();
    }

    @Test
    void names_that_do_not_occur_are_told_at_once_each_with_the_nearest() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), TRACE);

        Invocation run =
                Invocation.of("run", file, "--priority", "xorg=high", "--hardware", "gxf=serial", "--loop", "9=open");

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsExactlyInAnyOrder(
                        "gpusched: " + file
                                + ": --priority names the client 'xorg', which does not exist; did you mean "
                                + "'Xorg'? clients here: game (process 100, fence context 7), game (process 200, fence context 9), "
                                + "Xorg (process 9, fence context 11)",
                        "gpusched: " + file
                                + ": --hardware names the ring 'gxf', which does not exist; did you mean "
                                + "'gfx'? rings here: a gfx, b gfx",
                        "gpusched: " + file
                                + ": --loop names the client '9', which is the process of one and the fence context of "
                                + "another; say process:9 or context:9");
    }

    @ParameterizedTest
    @MethodSource("wrongWords")
    void a_wrong_word_is_said_with_what_was_expected(String option, String word, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), TRACE);

        Invocation run = Invocation.of("run", file, option, word);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err().getFirst()).contains(option, expected);
    }

    static Stream<Arguments> wrongWords() {
        return Stream.of(
                Arguments.of("--priority", "Xorg=urgent", "'urgent' is not a priority; expected one of kernel, high"),
                Arguments.of("--priority", "high", "names no client; expected CLIENT=PRIORITY"),
                Arguments.of("--job-credits", "Xorg=0", "'0' is not a whole number from 1"),
                Arguments.of("--loop", "Xorg=opn", "'opn' is not a loop; expected one of detected, open, closed"),
                Arguments.of("--hardware", "=serial", "there is no name before the equals sign of"),
                Arguments.of("--credits", "recrded", "'recrded' is not a credit limit"));
    }

    @ParameterizedTest
    @MethodSource("forTraces")
    void for_a_scenario_or_a_case_they_are_refused(List<String> words) {
        for (String file : List.of("inference-and-hog.yaml", "cases/credits.case")) {
            Invocation run =
                    Invocation.of(Stream.concat(Stream.of("run", Path.of("..", "samples", file)), words.stream())
                            .toArray());

            assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).singleElement().asString().contains(words.getFirst(), "for recorded traces only");
        }
    }

    static Stream<List<String>> forTraces() {
        return Stream.of(
                List.of("--priority", "small=high"),
                List.of("--job-credits", "2"),
                List.of("--loop", "open"),
                List.of("--hardware", "serial"),
                List.of("--credits", "recorded"));
    }

    @Test
    void credits_as_recorded_are_the_most_that_was_seen_in_flight() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), TRACE);

        List<String> asRecorded =
                Invocation.of("run", file, "--credits", "recorded").out();

        assertThat(asRecorded).isEqualTo(Invocation.of("run", file).out());
        assertThat(String.join("\n", asRecorded))
                .containsPattern("a gfx +fifo +2 ")
                .containsPattern("b gfx +fifo +1 ");
    }
}
