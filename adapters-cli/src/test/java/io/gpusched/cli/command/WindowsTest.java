package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.files.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows by what programs wrote into a trace, as run and why show them. */
class WindowsTest {
    private static final Path ROCKET = Traces.resource("reports/a1_rocket_3cores.txt");

    @TempDir
    private Path folder;

    @Test
    void run_shows_each_window_with_its_rings_and_clients_as_recorded_and_as_replayed() {
        List<String> out = Invocation.of("run", ROCKET).out();

        assertThat(out).anyMatch(line -> line.contains("recorded, waits in ms"));
        assertThat(out).anyMatch(line -> line.contains("replayed, waits in ms"));
        assertThat(out).anyMatch(line -> line.startsWith("FAR m=0 t=1: 30.100 ms") && line.contains("24"));
        assertThat(out).anyMatch(line -> line.startsWith("  on fdac0000.npu") && line.endsWith("39.2"));
        assertThat(out).anyMatch(line -> line.startsWith("  of fa_replay_probe 106"));
    }

    @Test
    void a_trace_without_marks_has_no_windows() {
        assertThat(Invocation.of("run", Traces.resource("reports/a3_perf_script.txt"))
                        .out())
                .noneMatch(line -> line.startsWith("window"));
    }

    @Test
    void between_shows_one_window_and_nothing_else() {
        List<String> out =
                Invocation.of("run", ROCKET, "--between", "FAR B", "FAR E").out();

        assertThat(out).anyMatch(line -> line.startsWith("FAR B m=0 t=1 to FAR E m=0 t=1 s=R: 30.100 ms"));
        assertThat(out).noneMatch(line -> line.startsWith("client") || line.contains("mostly busy"));
    }

    @Test
    void between_picks_among_the_jobs_of_a_client_for_why() throws IOException {
        Path marked = Files.writeString(
                folder.resolve("t.txt"),
                Files.readString(ROCKET)
                        .replaceFirst(
                                "(?m)^(.*500\\.000065: drm_sched_job_queue.*)$",
                                "$1\n probe-1 [000] .....   500.000070: tracing_mark_write: later"));

        Invocation all = Invocation.of(
                "why", marked, "--recorded", "--client", "fa_replay_probe 106", "--worst", "100", "--print", "json");
        Invocation later = Invocation.of(
                "why",
                marked,
                "--recorded",
                "--client",
                "fa_replay_probe 106",
                "--worst",
                "100",
                "--print",
                "json",
                "--between",
                "later",
                "FAR E");

        assertThat(all.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(jobs(all)).isEqualTo(6);
        assertThat(jobs(later)).isEqualTo(4);
        assertThat(Invocation.of("why", marked, "--client", "fa_replay_probe 106", "--between", "later", "FAR E")
                        .exitCode())
                .isEqualTo(ExitCode.FINE);
    }

    private static long jobs(Invocation run) {
        return run.out().stream()
                .filter(line -> line.contains("\"latency_ns\""))
                .count();
    }

    @Test
    void marks_that_are_not_there_are_told_with_those_that_are() {
        assertThat(Invocation.of("run", ROCKET, "--between", "FAR X", "FAR E").err())
                .contains("gpusched: " + ROCKET
                        + ": no mark says 'FAR X'; marks here: 'FAR B m=0 t=1', 'FAR E m=0 t=1 s=R'");
        assertThat(Invocation.of("run", ROCKET, "--between", "FAR E", "FAR B").err())
                .anyMatch(line -> line.contains("no mark after 'FAR E' says 'FAR B'"));
        assertThat(Invocation.of("run", Traces.resource("reports/a3_perf_script.txt"), "--between", "a", "b")
                        .err())
                .anyMatch(line -> line.contains("no program wrote anything into this trace"));
    }

    @Test
    void programs_and_the_page_get_the_windows_too() throws IOException {
        Path page = folder.resolve("page.html");

        List<String> json = Invocation.of("run", ROCKET, "--print", "json", "--report", page)
                .out();

        assertThat(String.join("\n", json))
                .containsSubsequence(
                        "\"windows\" : [",
                        "\"window\" : \"FAR m=0 t=1\"",
                        "\"of\" : \"all\"",
                        "\"duration_ns\" : 30100000",
                        "\"recorded\" : {",
                        "\"jobs\" : 24",
                        "\"replayed\" : {",
                        "\"of\" : \"ring\"",
                        "\"name\" : \"fdac0000.npu\"",
                        "\"of\" : \"client\"");
        assertThat(Files.readString(page)).contains("Windows between marks", "  on fdac0000.npu");
        assertThat(Invocation.of("run", ROCKET, "--between", "FAR B", "FAR E", "--print", "json")
                        .out())
                .anyMatch(line -> line.contains("FAR B m=0 t=1 to FAR E m=0 t=1 s=R"));
    }

    @Test
    void between_is_for_traces_and_for_the_summary() throws IOException {
        Path file = Files.writeString(folder.resolve("x.case"), """
                policy fifo
                scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
                entity 0 priority=normal schedulers=0
                at 0 push job=0 entity=0 credits=1 duration_us=2000
                """);

        assertThat(Invocation.of("run", file, "--between", "a", "b").err())
                .singleElement()
                .asString()
                .contains("--between is for recorded traces only");
        assertThat(Invocation.of("run", ROCKET, "--between", "FAR B", "FAR E", "--print", "trace")
                        .err())
                .anyMatch(line -> line.contains("--between goes with --print summary or json only"));
        assertThat(Invocation.of("why", ROCKET, "0", "--between", "FAR B", "FAR E")
                        .exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
    }
}
