package io.gpusched.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceProblemsTest {
    @TempDir
    private Path folder;

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    private static String only(List<String> problems) {
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Nested
    class A_file_that_is_no_trace {
        @Test
        void may_be_missing() {
            assertThat(TraceFiles.read(folder.resolve("no.txt"), (read, all) -> {})
                            .getError())
                    .singleElement()
                    .asString()
                    .endsWith("no.txt: there is no such file");
        }

        @Test
        void may_be_a_folder() {
            assertThat(TraceFiles.read(folder, (read, all) -> {}).getError())
                    .singleElement()
                    .asString()
                    .endsWith("is a folder; expected a file with a trace");
        }

        @Test
        void may_be_empty() {
            assertThat(only(Traces.problems("")))
                    .isEqualTo("t.txt: this file is empty; expected what 'trace-cmd report' prints, or a trace.dat");
        }

        @Test
        void may_be_binary() {
            byte[] garbage = new byte[4096];
            Arrays.fill(garbage, 100, 4096, (byte) 0xa5);

            assertThat(Traces.read(garbage).getError())
                    .singleElement()
                    .asString()
                    .startsWith("t.txt: this is neither text nor a trace.dat");
        }

        @Test
        void may_be_other_text() {
            assertThat(only(Traces.problems("Dear Sir,\nplease find enclosed\n")))
                    .startsWith("t.txt:1:1: this is not a line of a trace; expected a line such as")
                    .contains("; no other line is one. Record with\ntrace-cmd record -e gpu_scheduler");
        }

        @Test
        void may_be_a_trace_of_other_things() {
            String other = "bash-7 [000] 1.000001: sched_switch: prev_comm=bash\n".repeat(3)
                    + "bash-7 [000] 1.000002: sched_waking: comm=x\n";

            assertThat(only(Traces.problems(other)))
                    .startsWith(
                            "t.txt: no event of this trace is the GPU scheduler's, but sched_switch (3), sched_waking (1);")
                    .contains("trace-cmd record -e gpu_scheduler");
        }

        @Test
        void may_have_no_whole_job() {
            String halves = Traces.SOUND
                    .lines()
                    .filter(line -> !line.contains("job_done"))
                    .reduce("", (a, b) -> a + b + "\n");

            assertThat(only(Traces.problems(halves)))
                    .startsWith(
                            "t.txt: no job of this recording is whole: of 2 (first 7:1) the recording ended before it was done;");
        }

        @Test
        void may_count_something_else_than_time() {
            String counted = "app-1 [000] 4711: drm_sched_job_done: fence=7:1 signaled\n".repeat(3);

            assertThat(only(Traces.problems(counted)))
                    .startsWith("t.txt:1:13: '4711' counts something, but is no time")
                    .contains("-C mono");
        }
    }

    @Nested
    class Packed_files {
        @Test
        void are_told_by_content() throws IOException {
            Path file = Files.write(folder.resolve("plain.txt"), gzip(Traces.SOUND));

            assertThat(Traces.labels(Traces.recording(file))).containsExactly("7:1", "9:1");
            assertThat(TraceFiles.looksLikeTrace(file)).isTrue();
        }

        @Test
        void of_zstd_may_consist_of_several_frames() {
            byte[] first = Zstd.compress(Traces.SOUND.getBytes(UTF_8));
            byte[] second = Zstd.compress("# the end\n".getBytes(UTF_8));
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);

            Recording recording = Traces.read(both).get();

            assertThat(Traces.labels(recording)).containsExactly("7:1", "9:1");
            assertThat(recording.report().lines()).isEqualTo(8);
        }

        @Test
        void of_zstd_that_are_cut_short_or_damaged_are_told() {
            byte[] whole = Zstd.compress(Traces.SOUND.getBytes(UTF_8));
            byte[] damaged = whole.clone();
            damaged[whole.length / 2] ^= 0x55;

            for (byte[] each : List.of(Arrays.copyOf(whole, whole.length - 10), Arrays.copyOf(whole, 4), damaged)) {
                assertThat(Traces.read(each).getError().map(Problem::toString))
                        .anyMatch(problem -> problem.contains("lines, since the packed data is damaged or cut short"));
            }
        }

        @Test
        void that_are_cut_short_say_after_which_line() throws IOException {
            byte[] whole = gzip(Traces.SOUND + "# nothing of note\n".repeat(2_000));

            assertThat(Traces.read(Arrays.copyOf(whole, whole.length - 10))
                            .getError()
                            .map(Problem::toString))
                    .anyMatch(problem -> problem.contains("lines, since the packed data is damaged or cut short"));
        }

        @ParameterizedTest
        @CsvSource({"504b0304, unzip"})
        void that_java_cannot_unpack_say_how(String magic, String hint) {
            byte[] packed = new byte[100];
            for (int i = 0; i < 4; i++) {
                packed[i] = (byte) Integer.parseInt(magic.substring(2 * i, 2 * i + 2), 16);
            }

            assertThat(Traces.read(packed).getError())
                    .singleElement()
                    .asString()
                    .contains("'" + hint);
        }
    }

    @Nested
    class Wrong_lines {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        100.000300: drm_sched_job_done: fence=seven signaled         | 51 | drm_sched_job_done: 'fence' is 'seven'; expected context:seqno
                        100.000300: drm_sched_job_done: fence=7: signaled            | 53 | drm_sched_job_done: 'fence' is ''; expected a whole number
                        100.000300: drm_sched_job_done: signaled                     | 45 | drm_sched_job_done: there is no 'fence='
                        100.000300: drm_sched_job_run: dev=d, fence=7:3, job count:0 | 44 | drm_sched_job_run: there is no field 'ring='
                        100.000300: drm_sched_job_run: fence=7:3, ring=g, hw job count:x | 76 | drm_sched_job_run: 'hw job count' is 'x'; expected a whole number
                        100.000300: drm_run_job: fence=0x1, ring=gfx, id=5           | 38 | drm_run_job: there is no field 'entity='
                        100.000300: drm_sched_job_add_dep: fence=7:1 depends         | 48 | drm_sched_job_add_dep: there is no 'depends on fence='
                        100.000300: drm_sched_job_done: fence=7:99999999999999999999 signaled | 53 | drm_sched_job_done: 'fence' is '99999999999999999999'
                        100.0003x0: drm_sched_job_done: fence=7:3 signaled           | 13 | '100.0003x' is not a time
                        now                                                          | 13 | there is no time after the CPU
                        """)
        void are_told_with_their_column_if_they_are_many(String event, int column, String message) {
            List<String> problems = Traces.problems(Traces.SOUND + "app-1 [000] " + event + "\n");

            assertThat(only(problems)).startsWith("t.txt:8:" + column + ": " + message);
        }

        @Test
        void are_only_counted_if_they_are_few() {
            String odd = "app-1 [000] 100.000300: drm_sched_job_done: fence=seven signaled\n";
            String queue = "app-1 [000] 100.000301: sched_switch: x\n".repeat(20);

            Recording recording = Traces.recording(Traces.SOUND + odd + queue);

            assertThat(recording.report().skipped())
                    .filteredOn(each -> each.cause() == SkipCause.WRONG_FIELDS)
                    .singleElement()
                    .satisfies(each -> assertThat(each.firstLine()).isEqualTo(8))
                    .satisfies(each -> assertThat(each.firstText()).isEqualTo(odd.strip()));
        }

        @Test
        void are_all_told_at_once() {
            List<String> problems = Traces.problems(Traces.SOUND
                    + "app-1 [000] 100.000300: drm_sched_job_done: fence=seven signaled\n"
                    + "hello\n"
                    + "app-1 [000] 1.000300: drm_sched_job_done: fence=7:3 signaled\n");

            assertThat(problems).hasSize(3);
            assertThat(problems.get(0)).startsWith("t.txt:10:1: time goes back by 99000000 us here");
            assertThat(problems.get(1)).startsWith("t.txt:8:51: ");
            assertThat(problems.get(2)).startsWith("t.txt:9:1: this is not a line of a trace");
        }

        @Test
        void that_say_what_is_known_are_counted() {
            Recording recording = Traces.recording(Traces.SOUND
                    + "app-1 [000] 100.000300: drm_sched_job_done: fence=7:1 signaled\n"
                    + "app-1 [000] 100.000301: sched_switch: x\n".repeat(20));

            assertThat(Traces.skipped(recording, SkipCause.REPEATED)).isEqualTo(1);
            assertThat(recording.jobs().getFirst().doneNanos()).isEqualTo(100_000_100_000L);
        }

        @Test
        void that_are_too_long_are_cut_and_counted() {
            Recording recording = Traces.recording(
                    Traces.SOUND + "x".repeat(300_000) + "\n" + "app-1 [000] 100.000301: sched_switch: x\n".repeat(20));

            assertThat(Traces.skipped(recording, SkipCause.TOO_LONG)).isEqualTo(1);
            assertThat(recording.report().lines()).isEqualTo(28);
        }

        @Test
        void at_the_end_that_have_no_end_are_not_believed() {
            String cut = "app-1 [000] 99.000301: sched_switch: x\n".repeat(20)
                    + Traces.SOUND.replace("fence=9:1 signaled\n", "fence=9:1");

            Recording recording = Traces.recording(cut);

            assertThat(Traces.labels(recording)).containsExactly("7:1");
            assertThat(Traces.skipped(recording, SkipCause.CUT_SHORT)).isEqualTo(1);
        }
    }

    @Nested
    class Looking_at_a_file {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "policy fifo\nscheduler 0 credits=1\n",
                    "0 queue job=0 entity=0 scheduler=0 depth=0 credits=0\n",
                    "{}",
                    "",
                    "# a comment\n"
                })
        void tells_other_files_from_traces(String text) throws IOException {
            Path file = Files.writeString(folder.resolve("x.trace"), text);

            assertThat(TraceFiles.looksLikeTrace(file)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "# tracer: nop\n#\n",
                    "app-1 [000] 4711: drm_sched_job_done: fence=7:1 signaled\n",
                    "# hello\napp-1 [000] 1.000001: sched_switch: x\n",
                    " umr:cs0-6498    0.....   735.008761: drm_sched_job_done: fence=7:1 signaled\n"
                })
        void knows_traces(String text) throws IOException {
            Path file = Files.writeString(folder.resolve("x.case"), text);

            assertThat(TraceFiles.looksLikeTrace(file)).isTrue();
        }

        @Test
        void that_is_not_there_is_no() {
            assertThat(TraceFiles.looksLikeTrace(folder.resolve("no"))).isFalse();
        }
    }

    @Test
    void progress_is_told_up_to_the_size_of_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("big.txt"), Traces.SOUND + "# x\n".repeat(1_000_000));
        List<Long> told = new ArrayList<>();

        TraceFiles.read(file, (read, all) -> {
            assertThat(all).isEqualTo(file.toFile().length());
            told.add(read);
        });

        assertThat(told).isSorted().hasSizeGreaterThan(3).endsWith(file.toFile().length());
    }
}
