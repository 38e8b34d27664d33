package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
    private static final String CASE = """
            policy fifo
            scheduler 0 credits=2 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=300
            at 0 push job=1 entity=0 credits=1 duration_us=300
            at 0 push job=2 entity=1 credits=1 duration_us=300 deps=j0
            at 100 push job=3 entity=1 credits=1 duration_us=300
            at 150 stop scheduler=0
            at 400 start scheduler=0
            """;

    @TempDir
    private Path folder;

    private List<String> events(String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("w.case"), CASE);
        Path events = folder.resolve("events.jsonl");
        List<Object> words = new ArrayList<>(List.of("run", file, "--events", events));
        words.addAll(List.of(options));
        assertThat(Invocation.of(words.toArray()).exitCode()).isEqualTo(ExitCode.FINE);
        return Files.readAllLines(events);
    }

    private Invocation verify(List<String> lines) throws IOException {
        return Invocation.of("verify", Files.write(folder.resolve("judged.jsonl"), lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual-time", "executor", "virtual-thread"})
    void what_each_queue_did_keeps_every_rule(String queue) throws IOException {
        List<String> lines = events("--queue", queue);

        Invocation verdict = verify(lines);

        assertThat(verdict.out()).contains("every rule holds");
        assertThat(verdict.out().getFirst()).contains("4 jobs: 4 freed");
        assertThat(verdict.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampering")
    void a_history_that_was_tampered_with_is_found_out(String rule, UnaryOperator<List<String>> tamper)
            throws IOException {
        Invocation verdict = verify(tamper.apply(events()));

        assertThat(verdict.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(String.join("\n", verdict.out())).contains(rule);
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                tampering("a fence signals exactly once", lines -> twice(lines, "\"signal\",\"fence\":\"j1\"")),
                tampering("a job is freed or released exactly once", lines -> twice(lines, "\"free\",\"job\":1")),
                tampering("every job is freed at the end", lines -> without(lines, "\"free\",\"job\":3")),
                tampering("the jobs of an entity first run in the order", lines -> without(lines, "\"run\",\"job\":2")),
                tampering(
                        "never has more in flight than its credit limit",
                        lines -> edited(lines, "\"credits\":[2]", "\"credits\":[1]")),
                tampering(
                        "the credits in flight are the sum",
                        lines -> edited(
                                lines,
                                "\"run\",\"job\":1,\"entity\":0,\"scheduler\":0,\"depth\":0,\"credits\":2",
                                "\"run\",\"job\":1,\"entity\":0,\"scheduler\":0,\"depth\":0,\"credits\":1")),
                tampering("no job is selected while submission is paused", lines -> without(lines, "\"resume\"")),
                tampering("no job that is ready waits", lines -> without(lines, "\"pause\"")));
    }

    private static Arguments tampering(String rule, UnaryOperator<List<String>> tamper) {
        return Arguments.of(rule, tamper);
    }

    private static int find(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line has " + part + " in\n" + String.join("\n", lines));
    }

    private static List<String> twice(List<String> lines, String part) {
        List<String> changed = new ArrayList<>(lines);
        int at = find(lines, part);
        changed.add(at, lines.get(at));
        return changed;
    }

    private static List<String> without(List<String> lines, String part) {
        find(lines, part);
        return lines.stream().filter(line -> !line.contains(part)).toList();
    }

    private static List<String> edited(List<String> lines, String part, String replacement) {
        List<String> changed = new ArrayList<>(lines);
        int at = find(lines, part);
        changed.set(at, lines.get(at).replace(part, replacement));
        return changed;
    }

    @Test
    void a_kernel_trace_is_judged_as_well() {
        Invocation verdict = Invocation.of("verify", Path.of("..", "samples", "steamvr-desktop.trace.txt"));

        assertThat(verdict.out()).containsExactly("3195 events, 639 jobs", "every rule holds");
        assertThat(verdict.err().getFirst()).contains("639 jobs of 2 clients on 1 ring");
        assertThat(verdict.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_kernel_trace_may_show_an_end_after_a_run_that_already_had_its_credits() throws IOException {
        Path trace = Files.writeString(folder.resolve("t.txt"), """
                a-1 [000] 1.000001: drm_sched_job_queue: dev=a, fence=2:1, ring=x, job count:0, hw job count:0
                a-1 [000] 1.000002: drm_sched_job_run: dev=a, fence=2:1, ring=x, job count:0, hw job count:1
                a-1 [000] 1.000003: drm_sched_job_queue: dev=a, fence=4:1, ring=x, job count:0, hw job count:1
                k-7 [001] 1.000009: drm_sched_job_run: dev=a, fence=4:1, ring=x, job count:0, hw job count:1
                k-8 [000] 1.000010: drm_sched_job_done: fence=2:1 signaled
                k-8 [000] 1.000020: drm_sched_job_done: fence=4:1 signaled
                """);

        assertThat(Invocation.of("verify", trace).out()).contains("every rule holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b10_run_done_same_us.txt", "b13_same_us_lower_id.txt", "b8_zero_wait.txt"})
    void a_kernel_trace_whose_jobs_run_and_end_in_one_microsecond_keeps_every_rule(String report) {
        Invocation verdict = Invocation.of("verify", Reports.file(report));

        assertThat(verdict.out()).contains("every rule holds");
        assertThat(verdict.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_kernel_trace_in_trace_dat_with_refused_jobs_keeps_every_rule() {
        Path dat = folder.resolve("refused.dat");
        Invocation run = Invocation.of("run", Path.of("..", "samples", "cases", "errors-rr.case"), "--trace-dat", dat);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);

        assertThat(Invocation.of("verify", dat).out()).contains("every rule holds");
    }

    @Test
    void a_kernel_trace_with_a_job_that_waits_for_a_fence_of_others_is_no_idling() throws IOException {
        Path trace = Files.writeString(folder.resolve("t.txt"), """
                a-1 [000] 1.000001: drm_sched_job_queue: dev=a, fence=2:1, ring=x, job count:0, hw job count:0
                a-1 [000] 1.000001: drm_sched_job_add_dep: fence=2:1 depends on fence=99:1
                k-7 [001] 1.500000: drm_sched_job_run: dev=a, fence=2:1, ring=x, job count:0, hw job count:1
                k-8 [000] 1.500010: drm_sched_job_done: fence=2:1 signaled
                """);

        assertThat(Invocation.of("verify", trace).out()).contains("every rule holds");
    }

    @Test
    void every_wrong_line_is_said_with_its_place() throws IOException {
        List<String> lines = new ArrayList<>(events());
        lines.set(1, "{\"ns\":0,\"event\":\"jump\"}");
        lines.set(2, "{\"ns\":-1,\"event\":\"done\",\"job\":1}");
        lines.set(3, "not json");

        Invocation verdict = verify(lines);

        assertThat(verdict.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(verdict.out()).isEmpty();
        assertThat(verdict.err()).hasSize(3);
        assertThat(verdict.err().get(0)).contains("judged.jsonl:2:17: 'jump' is not an event");
        assertThat(verdict.err().get(1)).contains("judged.jsonl:3:7: 'ns' is -1; expected a whole number");
        assertThat(verdict.err().get(2)).contains("judged.jsonl:4:").contains("not a JSON object");
    }

    @Test
    void a_file_that_cannot_be_written_is_said() throws IOException {
        Path file = Files.writeString(folder.resolve("w.case"), CASE);

        Invocation run = Invocation.of("run", file, "--events", folder.resolve("no/such/folder/e.jsonl"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasSize(1);
    }

    @Test
    void a_header_without_events_is_no_run() throws IOException {
        Path file = folder.resolve("nothing.jsonl");
        Files.writeString(
                file,
                "{\"gpusched_events\":1,\"queue\":\"virtual-time\",\"credits\":[1],\"clients\":[],\"cut_off\":false}\n");

        Invocation run = Invocation.of("verify", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).singleElement().asString().contains("holds no event");
    }

    @ParameterizedTest
    @CsvSource({"submit, a job is given to the hardware before", "free, a finished job is freed at once"})
    void what_was_left_out_of_a_run_that_was_cut_off_is_missed(String left, String rule) throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        Path part = folder.resolve("part.jsonl");
        Invocation.of("run", Path.of("..", "samples", "desktop-and-game.yaml"), "--events", whole);
        List<String> lines = Files.readAllLines(whole);
        Files.write(
                part,
                lines.stream()
                        .filter(line -> !line.contains("\"event\":\"" + left + "\""))
                        .toList());

        Invocation run = Invocation.of("verify", part);

        assertThat(Invocation.of("verify", whole).exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.out()).anyMatch(line -> line.contains(rule));
    }

    @Test
    void a_packed_trace_that_was_cut_is_told_once() throws IOException {
        Path cut = folder.resolve("cut.gz");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(cut))) {
            out.write(new byte[] {'a', '-', '1'});
        }
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 8));

        for (String command : List.of("verify", "run")) {
            Invocation run = Invocation.of(command, cut);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).singleElement().asString().contains("the packed data is damaged or cut short");
        }
    }

    @Test
    void events_cannot_be_played_and_are_told_what_else_can_be_done() throws IOException {
        Path events = folder.resolve("e.jsonl");
        Invocation.of("run", Files.writeString(folder.resolve("w.case"), CASE), "--events", events);

        Invocation run = Invocation.of("run", events);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .containsExactly("gpusched: " + events + ": tells of a run that is over; 'gpusched verify " + events
                        + "' judges it, and 'gpusched why " + events + " JOB' explains it");
    }

    @Test
    void what_is_no_event_file_is_told_in_one_line() throws IOException {
        Path file = folder.resolve("prose.md");
        Files.writeString(file, "# Words\n\nMore words.\n\nAnd more.\n");

        Invocation run = Invocation.of("verify", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).singleElement().asString().contains("nor a recorded kernel trace");
    }
}
