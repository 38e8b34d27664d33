package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    /** Tests run in the folder of their module. */
    private static final Path SAMPLES = Path.of("..", "samples");

    @TempDir
    private Path folder;

    @Test
    void a_trace_of_a_case_is_what_linux_made_of_it() throws IOException {
        Invocation run = Invocation.of("run", SAMPLES.resolve("cases/reset-fair.case"), "--print", "trace");

        assertThat(run.out()).isEqualTo(Files.readAllLines(SAMPLES.resolve("cases/reset-fair.trace")));
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void what_is_written_as_ftrace_is_read_back_with_the_same_jobs_and_times() throws IOException {
        Path recorded = SAMPLES.resolve("steamvr-desktop.trace.txt");

        List<String> ftrace =
                Invocation.of("run", recorded, "--print", "ftrace").out();
        Path again = Files.write(folder.resolve("again.txt"), ftrace);

        List<String> once = Invocation.of("run", recorded, "--print", "trace").out();
        List<String> twice = Invocation.of("run", again, "--print", "trace").out();
        assertThat(ftrace).hasSize(1 + 3 * 639);
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void the_summary_has_a_row_for_each_client() {
        Invocation run = Invocation.of("run", SAMPLES.resolve("steamvr-desktop.trace.txt"));

        String text = String.join("\n", run.out());
        assertThat(text).contains("RenderThread", "amdgpu_cs:0", "639 jobs");
        assertThat(String.join("\n", run.err())).contains("639 jobs of 2 clients on 1 ring");
    }

    @Test
    void options_change_the_schedulers() {
        Path file = SAMPLES.resolve("steamvr-desktop.trace.txt");

        String text = String.join(
                "\n",
                Invocation.of("run", file, "--policy", "fair", "--credits", "1", "--timeout", "10ms")
                        .out());

        assertThat(text).containsPattern("ring +policy +credits +timeout, ms .*\n\\S+ +fair +1 +10\\.000 ");
    }

    @Test
    void json_is_for_programs() {
        String text = String.join(
                "\n",
                Invocation.of("run", SAMPLES.resolve("cases/credits.case"), "--print", "json")
                        .out());

        assertThat(text).startsWith("{").endsWith("}").contains("\"policy\" : \"fifo\"", "\"p99_ns\" : 1000000");
    }

    @Test
    void a_scenario_is_told_by_the_end_of_its_name() {
        Invocation run = Invocation.of("run", SAMPLES.resolve("inference-and-hog.yaml"));

        assertThat(run.err()).isEmpty();
        assertThat(String.join("\n", run.out())).contains("small         16", "hog", "compute    fair");
    }

    @Test
    void the_summary_ends_with_a_timeline_that_fits() {
        Invocation run = Invocation.of("run", SAMPLES.resolve("video-and-training.yaml"));

        List<String> timeline =
                run.out().subList(run.out().size() - 8, run.out().size());
        assertThat(timeline.getFirst()).isEmpty();
        assertThat(timeline.subList(1, 6))
                .map(line -> line.split(" *\\|")[0])
                .containsExactly("video", "gfx", "decoder", "player", "training");
        assertThat(timeline).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void colours_are_for_terminals_and_for_those_who_ask() {
        Path file = SAMPLES.resolve("cases/credits.case");

        assertThat(String.join("", Invocation.of("run", file).out())).doesNotContain("\033");
        assertThat(String.join(
                        "", Invocation.of("run", file, "--color", "always").out()))
                .contains("\033[0;32m");
        assertThat(String.join(
                        "", Invocation.of("--color", "always", "run", file).out()))
                .contains("\033[0;32m");
        assertThat(Invocation.of("run", file, "--color", "sometimes").exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void frames_over_a_deadline_are_listed_and_depend_on_the_worker_of_their_ring() {
        Path sample = Examples.ROOT.resolve("samples/missed-frames.yaml");
        Invocation ordinary = Invocation.of("run", sample, "--deadline", "compositor=4ms", "--deadline", "video=4ms");
        Invocation realTime = Invocation.of("run", sample, "--deadline", "compositor=4ms", "--latency", "worker=20us");

        assertThat(ordinary.out())
                .contains("frames of compositor over 4.000 ms: 6 of 240 (2.5 %)")
                .contains("frame  first job  queued at, ms  took, ms")
                .last()
                .isEqualTo("frames of video over 4.000 ms: 0 of 240 (0.0 %)");
        assertThat(realTime.out()).last().isEqualTo("frames of compositor over 4.000 ms: 0 of 240 (0.0 %)");
        assertThat(Invocation.of("run", sample, "--deadline", "compositer=4ms").err())
                .singleElement()
                .asString()
                .contains("compositor");
        assertThat(Invocation.of("run", sample, "--deadline", "4ms").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Invocation.of("run", sample, "--deadline", "compositor=4ms", "--print", "json")
                        .exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
    }
}
