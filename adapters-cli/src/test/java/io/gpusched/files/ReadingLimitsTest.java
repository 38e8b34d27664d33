package io.gpusched.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.trace.ReadingLimits;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file may make its reader do is limited, and one message says which limit it is and what raises it. */
class ReadingLimitsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Validation<Seq<Problem>, Recording> read(byte[] bytes, ReadingLimits limits) throws IOException {
        Path file = Files.write(folder.resolve("x"), bytes);
        return TraceFiles.read(Input.of(file), limits, (read, all) -> {});
    }

    private String problem(byte[] bytes, ReadingLimits limits) throws IOException {
        Seq<Problem> problems = read(bytes, limits).getError();
        assertThat(problems).hasSize(1);
        return problems.head().message();
    }

    private static byte[] bomb(String begins, int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(begins.getBytes(StandardCharsets.ISO_8859_1));
            byte[] line = ("#" + "x".repeat(MIB - 2) + "\n").getBytes(UTF_8);
            for (int i = 0; i < mebibytes; i++) {
                out.write(line);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_text_within_its_limit_is_read_and_one_over_it_is_not() throws IOException {
        byte[] text = Traces.SOUND.getBytes(UTF_8);

        assertThat(read(text, ReadingLimits.DEFAULTS.withBytes(text.length)).isValid())
                .isTrue();
        assertThat(problem(text, ReadingLimits.DEFAULTS.withBytes(text.length - 1)))
                .startsWith("this file holds more than " + (text.length - 1) + " bytes, counted unpacked")
                .contains("--max-input SIZE");
    }

    @Test
    void bytes_count_unpacked() throws IOException {
        assertThat(problem(bomb("cpus=1\n", 8), ReadingLimits.DEFAULTS.withBytes(4 * MIB)))
                .contains("more than 4 MiB", "--max-input SIZE");
        assertThat(problem(Zstd.compress(new byte[8 * MIB]), ReadingLimits.DEFAULTS.withBytes(MIB)))
                .contains("neither text nor");
    }

    @Test
    void a_packed_trace_dat_is_copied_no_further_than_the_limit_and_leaves_nothing() throws IOException {
        assertThat(problem(bomb("\u0017\bDtracing6\0", 8), ReadingLimits.DEFAULTS.withBytes(4 * MIB)))
                .contains("more than 4 MiB", "--max-input SIZE");

        try (var left = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "gpusched-copy-*")) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void jobs_are_counted() throws IOException {
        assertThat(read(Traces.SOUND.getBytes(UTF_8), ReadingLimits.DEFAULTS.withJobs(2))
                        .isValid())
                .isTrue();
        assertThat(problem(Traces.SOUND.getBytes(UTF_8), ReadingLimits.DEFAULTS.withJobs(1)))
                .contains("more than 1 jobs and dependencies", "--max-jobs N");
    }

    @Test
    void so_are_dependencies() throws IOException {
        String dependencies = "app-1 [000] 100.000011: drm_sched_job_add_dep: fence=7:1 depends on fence=%d:1\n";
        StringBuilder text = new StringBuilder(Traces.SOUND.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
        for (int i = 100; i < 1_200; i++) {
            text.append(dependencies.formatted(i));
        }

        assertThat(problem(text.toString().getBytes(UTF_8), ReadingLimits.DEFAULTS))
                .contains("job 7:1 depends on more than 1000 fences");
        assertThat(problem(text.toString().getBytes(UTF_8), ReadingLimits.DEFAULTS.withJobs(500)))
                .contains("more than 500 jobs and dependencies");
    }

    @Test
    void garbage_is_not_read_to_its_end() throws IOException {
        byte[] garbage = "garbage without end\n".repeat(200_000).getBytes(UTF_8);
        long[] read = new long[1];
        Path file = Files.write(folder.resolve("garbage"), garbage);

        Validation<Seq<Problem>, Recording> result =
                TraceFiles.read(Input.of(file), ReadingLimits.DEFAULTS, (bytes, all) -> read[0] = bytes);

        assertThat(result.getError()).hasSize(1);
        assertThat(read[0]).isLessThan(garbage.length / 2);
    }

    @Test
    void a_line_that_never_ends_is_told() throws IOException {
        assertThat(problem("x".repeat(20 * MIB).getBytes(UTF_8), ReadingLimits.DEFAULTS))
                .contains("line 1 is longer than 16 MiB");
    }

    @Test
    void lines_full_of_brackets_take_no_longer_than_others() throws IOException {
        String brackets = ") [".repeat(10_000) + "\n";

        assertThat(problem(brackets.repeat(300).getBytes(UTF_8), ReadingLimits.DEFAULTS))
                .contains("this is not a line of a trace");
    }

    @Test
    void a_device_is_refused() {
        Path device = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(device), "skipped: there is no /dev/zero");

        assertThat(TraceFiles.read(device, (read, all) -> {}).getError())
                .singleElement()
                .asString()
                .contains("is a device or a pipe")
                .contains("give '-'");
        assertThat(TraceFiles.looksLikeTrace(device)).isFalse();
    }
}
