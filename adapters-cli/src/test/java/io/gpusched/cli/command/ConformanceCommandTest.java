package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    private static final String CASE = """
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            at 5 push job=0 entity=0 credits=1 duration_us=10
            """;
    private static final String TRACE = """
            5 queue job=0 entity=0 scheduler=0 depth=0 credits=0
            5 run job=0 entity=0 scheduler=0 depth=0 credits=1
            5 submit job=0 scheduler=0 result=ok
            5 signal fence=j0.s error=0
            15 done job=0
            15 signal fence=j0 error=0
            15 free job=0
            end 15
            entity 0 runtime_ns=10000 vruntime_ns=0 avg_us=10 queued=0 guilty=0
            scheduler 0 credits=0 score=1 pending=0 avg_us=10
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aCase() throws IOException {
        write("a/one", CASE, TRACE);
    }

    private void write(String name, String text, String trace) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name + ".case"), text);
        Files.writeString(folder.resolve(name + ".trace"), trace);
    }

    @Test
    void equal_traces_pass() {
        Invocation run = Invocation.of("conformance", folder);

        assertThat(run.out()).containsExactly("1 passed, 0 failed");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_difference_is_one_line_with_what_was_expected_and_what_came() throws IOException {
        write("a/two", CASE, TRACE.replace("15 done", "16 done"));

        Invocation run = Invocation.of("conformance", folder);

        assertThat(run.out())
                .containsExactly(
                        folder.resolve("a/two") + ": line 5: expected '16 done job=0', got '15 done job=0'",
                        "1 passed, 1 failed");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void a_trace_that_is_too_short_or_too_long_differs_at_its_end() throws IOException {
        write("a/long", CASE, TRACE + "one more\n");
        write("a/short", CASE, TRACE.lines().limit(9).reduce("", (a, b) -> a + b + "\n"));

        Invocation run = Invocation.of("conformance", folder);

        assertThat(run.out())
                .contains(
                        folder.resolve("a/long") + ": line 11: expected 'one more', got '<end of trace>'",
                        folder.resolve("a/short")
                                + ": line 10: expected '<end of trace>', got 'scheduler 0 credits=0 score=1 pending=0 "
                                + "avg_us=10'");
    }

    @Test
    void cases_are_found_in_archives_of_each_kind() throws IOException {
        Path zip = folder.resolve("cases.zip");
        try (var out = new ZipArchiveOutputStream(zip.toFile())) {
            for (List<String> entry : entries()) {
                out.putArchiveEntry(new ZipArchiveEntry(entry.get(0)));
                out.write(entry.get(1).getBytes(StandardCharsets.UTF_8));
                out.closeArchiveEntry();
            }
        }
        Path gz = folder.resolve("cases.tar.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            tar(out);
        }
        Path xz = folder.resolve("cases.tar.xz");
        try (var out = new XZCompressorOutputStream(Files.newOutputStream(xz))) {
            tar(out);
        }

        Invocation run = Invocation.of("conformance", zip, gz, xz, folder.resolve("a/one.case"));

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsExactly("7 passed, 0 failed");
    }

    @Test
    void an_archive_comes_through_standard_input_as_well() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        tar(plain);

        assertThat(Invocation.reading(plain.toByteArray(), "conformance", "-").out())
                .containsExactly("2 passed, 0 failed");
        assertThat(Invocation.reading(CASE.getBytes(StandardCharsets.UTF_8), "conformance", "-")
                        .err())
                .containsExactly("gpusched: -: expected a .case file with its .trace in the same folder, a folder, "
                        + "or an archive of cases (zip, or tar, packed or not)");
    }

    private static List<List<String>> entries() {
        return List.of(
                List.of("deep/x.case", CASE),
                List.of("deep/x.trace", TRACE),
                List.of("y.trace", TRACE),
                List.of("y.case", CASE),
                List.of("README", "not a case"));
    }

    private static void tar(OutputStream to) throws IOException {
        try (var out = new TarArchiveOutputStream(to)) {
            for (List<String> entry : entries()) {
                byte[] text = entry.get(1).getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry header = new TarArchiveEntry(entry.get(0));
                header.setSize(text.length);
                out.putArchiveEntry(header);
                out.write(text);
                out.closeArchiveEntry();
            }
        }
    }

    @Test
    void what_cannot_be_read_is_said_and_the_rest_still_runs() throws IOException {
        Files.writeString(folder.resolve("a/lonely.case"), CASE);
        write("a/wrong", CASE.replace("fifo", "lifo"), TRACE);
        Path broken = Files.writeString(folder.resolve("broken.tar.xz"), "this is not xz");
        Path missing = folder.resolve("missing");

        Invocation run = Invocation.of("conformance", folder.resolve("a"), broken, missing);

        assertThat(run.out()).containsExactly("1 passed, 0 failed");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasSize(4);
        assertThat(String.join("\n", run.err()))
                .contains(
                        "lonely.case: this case has no trace",
                        "wrong.case:1:8",
                        "broken.tar.xz",
                        "missing: no such file");
    }

    @Test
    void no_path_is_bad_usage() {
        assertThat(Invocation.of("conformance").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void random_workloads_are_run_by_number_and_seed() {
        Invocation run = Invocation.of("conformance", "--random", "25", "--seed", "7");

        assertThat(run.out()).containsExactly("25 passed, 0 failed");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void random_workloads_and_paths_do_not_mix() {
        assertThat(Invocation.of("conformance", "--random", "5", folder).exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Invocation.of("conformance", "--random", "0").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
