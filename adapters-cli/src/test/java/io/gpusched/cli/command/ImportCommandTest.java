package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImportCommandTest {
    private static final Path STEAMVR = Path.of("..", "samples", "steamvr-desktop.trace.txt");
    private static final Path TRACES = Path.of("src", "test", "resources", "traces");

    /** Dependencies of every kind, two devices, names that no scenario takes as they are, nanoseconds. */
    private static final String INVOLVED = """
            my "game"-1 [000] 1.000001001: drm_sched_job_queue: dev=a, fence=2:1, ring=gfx, job count:0, hw job count:0
            my "game"-1 [000] 1.000010002: drm_sched_job_run: dev=a, fence=2:1, ring=gfx, job count:0, hw job count:1
            null-2 [000] 1.000020003: drm_sched_job_queue: dev=b, fence=4:1, ring=gfx, job count:0, hw job count:0
            null-2 [000] 1.000020003: drm_sched_job_add_dep: fence=4:1 depends on fence=2:1
            null-2 [000] 1.000020003: drm_sched_job_add_dep: fence=4:1 depends on fence=500:3
            null-2 [000] 1.000020003: drm_sched_job_add_dep: fence=4:1 depends on fence=1:1
            <...>-3 [000] 1.000021004: drm_sched_job_queue: dev=a, fence=6:1, ring=gfx, job count:0, hw job count:0
            <...>-3 [000] 1.000021004: drm_sched_job_add_dep: fence=6:1 depends on fence=1:1
            <idle>-0 [000] 1.000030005: drm_sched_job_done: fence=2:1 signaled
            x-9 [000] 1.000031006: drm_sched_job_run: dev=a, fence=6:1, ring=gfx, job count:0, hw job count:1
            x-9 [000] 1.000040006: dma_fence_signaled: driver=i915 timeline=x context=500 seqno=3
            x-9 [000] 1.000050007: drm_sched_job_run: dev=b, fence=4:1, ring=gfx, job count:0, hw job count:1
            <idle>-0 [000] 1.000060008: drm_sched_job_done: fence=4:1 signaled
            <idle>-0 [000] 1.000070009: drm_sched_job_done: fence=6:1 signaled
            """;

    @TempDir
    private Path folder;

    private Path imported(Path trace, List<String> options) {
        Path scenario = folder.resolve("imported.yaml");
        Invocation run = Invocation.of(Stream.concat(Stream.of("import", trace, "-o", scenario), options.stream())
                .toArray());
        assertThat(run.exitCode()).as(String.join("\n", run.err())).isEqualTo(ExitCode.FINE);
        assertThat(run.out()).isEmpty();
        return scenario;
    }

    private static Invocation run(Path file, List<String> options, String form) {
        return Invocation.of(Stream.concat(Stream.of("run", file, "--print", form), options.stream())
                .toArray());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void a_scenario_runs_as_the_trace_that_it_was_made_of(Path trace, List<String> options) {
        Path scenario = imported(trace, options);

        for (String form : List.of("trace", "summary", "json")) {
            Invocation run = run(scenario, List.of(), form);
            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .isNotEmpty()
                    .isEqualTo(run(trace, options, form).out());
        }
    }

    static Stream<Arguments> recordings() {
        return Stream.of(
                Arguments.of(STEAMVR, List.of()),
                Arguments.of(STEAMVR, List.of("--loop", "closed", "--policy", "fair", "--credits", "1")),
                Arguments.of(
                        STEAMVR,
                        List.of(
                                "--priority",
                                "amdgpu_cs:0=high",
                                "--job-credits",
                                "RenderThread=2",
                                "--timeout",
                                "9ms")),
                Arguments.of(STEAMVR, List.of("--hardware", "overlapping")),
                Arguments.of(TRACES.resolve("steamvr-old-tracecmd.txt.bz2"), List.of()),
                Arguments.of(TRACES.resolve("msm-ring0.txt"), List.of()));
    }

    @Test
    void dependencies_names_and_nanoseconds_survive() throws IOException {
        Path trace = Files.writeString(folder.resolve("t.txt"), INVOLVED);

        Path scenario = imported(trace, List.of());

        assertThat(run(scenario, List.of(), "trace").out())
                .isEqualTo(run(trace, List.of(), "trace").out());
        assertThat(run(scenario, List.of(), "summary").out())
                .isEqualTo(run(trace, List.of(), "summary").out());
        assertThat(Files.readAllLines(scenario))
                .anyMatch(line -> line.startsWith("  job0: 0 my-game 20.003"))
                .anyMatch(line -> line.startsWith("  19.002 client 10.001 after=job0,fence-500.3,job0:run"))
                .anyMatch(line -> line.startsWith("  20.003 client-2 39.003 after=job0:run"))
                .contains("  39.005 signal fence-500.3");
    }

    @Test
    void it_says_where_it_comes_from_and_can_be_edited() throws IOException {
        Path scenario = imported(STEAMVR, List.of());

        List<String> lines = Files.readAllLines(scenario);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("# steamvr-desktop.trace.txt: 639 jobs of 2 clients"))
                .anyMatch(line -> line.matches("  0 RenderThread 5060 worker=\\d+/\\S+"))
                .anyMatch(line -> line.startsWith("  1637 amdgpu_cs-0 354"));
        assertThat(Files.size(scenario)).isLessThan(Files.size(STEAMVR) / 6);

        Files.write(
                scenario,
                lines.stream()
                        .map(line -> line.startsWith("  0 RenderThread 5060 ") ? "  0 RenderThread 50600" : line)
                        .toList());
        assertThat(String.join("\n", run(scenario, List.of(), "summary").out())).contains("50.600");
    }

    @Test
    void a_file_that_is_there_stays_unless_forced() throws IOException {
        Path scenario = Files.writeString(folder.resolve("mine.yaml"), "mine");

        Invocation refused = Invocation.of("import", STEAMVR, "-o", scenario);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err().getLast()).contains("this file exists", "--force");
        assertThat(scenario).hasContent("mine");
        assertThat(Invocation.of("import", STEAMVR, "-o", scenario, "--force").exitCode())
                .isEqualTo(ExitCode.FINE);
        assertThat(run(scenario, List.of(), "summary").exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void nothing_is_left_behind_when_it_cannot_be_written() throws IOException {
        Path missing = folder.resolve("no/such/folder/s.yaml");
        Path wrongEnd = folder.resolve("s.txt");
        Path unreadable = Files.writeString(folder.resolve("t.txt"), "nonsense\n");

        for (List<Path> each : List.of(
                List.of(STEAMVR, missing),
                List.of(STEAMVR, wrongEnd),
                List.of(unreadable, folder.resolve("s.yaml")),
                List.of(STEAMVR, folder))) {
            Invocation run = Invocation.of("import", each.get(0), "-o", each.get(1));

            assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).isNotEmpty();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(unreadable);
        }
    }
}
