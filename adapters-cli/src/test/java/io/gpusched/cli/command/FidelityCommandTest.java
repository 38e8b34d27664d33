package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.insight.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FidelityCommandTest {
    private static final Path STEAMVR = Path.of("..", "samples", "steamvr-desktop.trace.txt");

    @TempDir
    private Path folder;

    private Invocation fidelity(String trace, Object... options) throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), trace);
        return Invocation.of(
                Stream.concat(Stream.of("fidelity", file), Stream.of(options)).toArray());
    }

    /** The lines of a job, as the kernel traces it; times in microseconds after the first second. */
    private static String job(String who, String ring, int context, int seqno, int queued, int run, int done) {
        String fields = String.format("dev=d, fence=%d:%d, ring=%s, job count:0", context, seqno, ring);
        return String.format("""
                %d %s-%d [000] 1.%06d: drm_sched_job_queue: %s
                %d kworker-7 [000] 1.%06d: drm_sched_job_run: %s
                %d <idle>-0 [000] 1.%06d: drm_sched_job_done: fence=%d:%d signaled
                """, queued, who, context, queued, fields, run, run, fields, done, done, context, seqno);
    }

    /** Puts lines that begin with their time in order. */
    private static String trace(String... parts) {
        return Stream.of(parts)
                .flatMap(String::lines)
                .sorted((a, b) -> Integer.compare(time(a), time(b)))
                .map(line -> line.substring(line.indexOf(' ') + 1) + "\n")
                .reduce("", String::concat);
    }

    private static int time(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf(' ')));
    }

    @Test
    void the_steamvr_desktop_runs_as_it_was_recorded() {
        Invocation run = Invocation.of("fidelity", STEAMVR);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(run.out().getFirst()).isEqualTo("gfx: 639 of 639 jobs ran in the recorded order");
        assertThat(String.join("\n", run.out())).containsPattern("all +0\\.000 +0\\.000 +0\\.000\n");
    }

    @Test
    void without_latency_the_waits_of_the_steamvr_desktop_are_off_by_the_work_of_the_worker() {
        Invocation run = Invocation.of("fidelity", STEAMVR, "--latency", "none");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(run.out().getFirst()).isEqualTo("gfx: 639 of 639 jobs ran in the recorded order");
        assertThat(String.join("\n", run.out()))
                .containsPattern("all +0\\.039 +0\\.104 +0\\.123\n")
                .containsPattern("all +0\\.037 +0\\.059 +0\\.076\n")
                .contains("534 shorter by 0.036 (p50) to 0.107 ms: the recorded worker had to wake");
    }

    @Test
    void what_is_said_of_the_recording_is_what_an_independent_reading_found() throws IOException {
        String json = String.join(
                "\n", Invocation.of("fidelity", STEAMVR, "--print", "json").out());

        for (String client : List.of("RenderThread", "amdgpu_cs:0")) {
            Distribution toRun = golden(client, field -> Long.parseLong(field[9]));
            Distribution toDone = golden(client, field -> Long.parseLong(field[8]) - Long.parseLong(field[5]));
            assertThat(json)
                    .containsSubsequence(
                            "\"name\" : \"" + client + "\"",
                            "queue_to_run",
                            "recorded",
                            words(toRun),
                            "queue_to_done",
                            "recorded",
                            words(toDone));
        }
        assertThat(json).contains("\"same_order\" : true", "\"in_order\" : 639", "\"ordered_pairs\" : 1.0");
    }

    private static Distribution golden(String client, ToLongFunction<String[]> micros) throws IOException {
        Path jobs = Path.of("src", "test", "resources", "traces", "steamvr-jobs.csv");
        return Distribution.of(Files.readAllLines(jobs).stream()
                .map(line -> line.split(","))
                .filter(field -> field[2].equals(client))
                .mapToLong(field -> micros.applyAsLong(field) * 1_000));
    }

    private static String words(Distribution waits) {
        return "\"p50_ns\" : " + waits.p50() + ",\n        \"p99_ns\" : " + waits.p99() + ",\n        \"max_ns\" : "
                + waits.max();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("causes")
    void a_wait_that_differs_is_explained_by(String cause, String trace, List<Object> options, int exitCode)
            throws IOException {
        Object[] words = Stream.concat(options.stream(), Stream.of("--latency", "none", "--print", "json"))
                .toArray();

        Invocation run = fidelity(trace, words);

        assertThat(String.join("\n", run.out())).contains("\"cause\" : \"" + cause + "\"");
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    private static final String PRIORITY = trace(
            job("a", "gfx", 2, 1, 0, 10, 9_000),
            job("b", "gfx", 4, 1, 100, 18_000, 27_000),
            job("c", "gfx", 6, 1, 200, 9_000, 18_000));

    private static final String OVERLAPPING =
            trace(job("a", "gfx", 2, 1, 0, 10, 9_000), job("b", "gfx", 4, 1, 100, 110, 5_000));

    static Stream<Arguments> causes() {
        return Stream.of(
                cause("worker", trace(job("a", "gfx", 2, 1, 0, 40, 500)), ExitCode.FINE),
                cause("order", PRIORITY, ExitCode.DIFFERENT),
                cause(
                        "close_call",
                        trace(job("a", "gfx", 2, 1, 0, 40, 500), job("b", "gfx", 4, 1, 5, 30, 400)),
                        ExitCode.DIFFERENT),
                cause(
                        "credits_then",
                        trace(
                                job("a", "gfx", 2, 1, 0, 10, 9_000),
                                job("b", "gfx", 4, 1, 100, 9_020, 12_000),
                                job("c", "gfx", 6, 1, 20_000, 20_010, 30_000),
                                job("d", "gfx", 8, 1, 20_100, 20_110, 31_000)),
                        ExitCode.FINE),
                cause(
                        "credits_here",
                        trace(job("a", "gfx", 2, 1, 0, 10, 9_000), job("b", "gfx", 4, 1, 100, 110, 12_000)),
                        ExitCode.FINE,
                        "--credits",
                        "1"),
                cause(
                        "unseen_signal",
                        trace(
                                job("a", "gfx", 2, 1, 0, 5_000, 9_000),
                                "1 a-2 [000] 1.000001: drm_sched_job_add_dep: fence=2:1 depends on fence=99:1"),
                        ExitCode.FINE),
                cause("not_in_the_trace", trace(job("a", "gfx", 2, 1, 0, 5_000, 9_000)), ExitCode.FINE),
                cause(
                        "cut_off",
                        trace(
                                job("a", "gfx", 2, 7, 100, 130, 9_000),
                                "3000 <idle>-0 [000] 1.003000: drm_sched_job_done: fence=2:6 signaled"),
                        ExitCode.FINE),
                cause("overlap", OVERLAPPING, ExitCode.FINE),
                cause(
                        "other_ring",
                        trace(
                                job("a", "x", 2, 1, 0, 10, 90),
                                job("a", "x", 2, 2, 1_000, 1_010, 1_090),
                                job("a", "y", 2, 3, 2_000, 2_010, 2_090)),
                        ExitCode.DIFFERENT));
    }

    private static Arguments cause(String cause, String trace, int exitCode, Object... options) {
        return Arguments.of(cause, trace, List.of(options), exitCode);
    }

    @Test
    void a_priority_that_is_given_makes_the_order_the_same() throws IOException {
        assertThat(fidelity(PRIORITY, "--priority", "c=high").exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void hardware_that_overlaps_is_replayed_as_such() throws IOException {
        Invocation run = fidelity(OVERLAPPING, "--hardware", "overlapping");

        assertThat(String.join("\n", run.out()))
                .doesNotContain("several jobs at once")
                .containsPattern("all +2 +\\S+ +\\S+ +9\\.000 ");
    }

    @Test
    void the_first_job_that_ran_elsewhere_is_named() throws IOException {
        assertThat(fidelity(PRIORITY).out().getFirst())
                .isEqualTo(
                        "gfx: 2 of 3 jobs ran in the recorded order; the first that did not: 6:1; 66.6 % of all pairs did");
    }

    @Test
    void a_scenario_is_no_trace() {
        Invocation run = Invocation.of("fidelity", Path.of("..", "samples", "four-rings.yaml"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).singleElement().asString().contains("expected a recorded trace");
    }
}
