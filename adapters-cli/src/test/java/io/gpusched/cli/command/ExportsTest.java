package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for the tools of others, seen from the command line. */
class ExportsTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final Path DESKTOP = SAMPLES.resolve("steamvr-desktop.trace.txt");

    @TempDir
    private Path folder;

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json", "A.JSON", "a.pftrace", "a.perfetto-trace"})
    void the_end_of_the_name_tells_the_form(String name) throws IOException {
        Path file = folder.resolve(name);

        Invocation run = Invocation.of("run", DESKTOP, "--perfetto", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        boolean json = name.toLowerCase(Locale.ROOT).endsWith(".json");
        assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) (json ? '{' : 0x0a));
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void what_is_packed_holds_the_same() throws IOException {
        Path plain = folder.resolve("a.json");
        Path packed = folder.resolve("a.json.gz");

        Invocation.of("run", DESKTOP, "--perfetto", plain);
        Invocation.of("run", DESKTOP, "--perfetto", packed);

        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.UTF_8))) {
            assertThat(reader.lines().toList()).isEqualTo(Files.readAllLines(plain));
        }
    }

    @Test
    void what_is_printed_stays_the_same() {
        Invocation plain = Invocation.of("run", DESKTOP);

        Invocation run = Invocation.of(
                "run",
                DESKTOP,
                "--perfetto",
                folder.resolve("a.json"),
                "--trace-dat",
                folder.resolve("a.dat"),
                "--events",
                folder.resolve("a.jsonl"));

        assertThat(run).isEqualTo(plain);
    }

    @Test
    void a_trace_dat_is_read_back_as_the_same_jobs() {
        Path file = folder.resolve("a.dat");

        Invocation.of("run", DESKTOP, "--trace-dat", file);

        List<String> trace = Invocation.of("run", DESKTOP, "--print", "trace").out();
        assertThat(trace).hasSizeGreaterThan(1_000);
        assertThat(Invocation.of("run", file, "--print", "trace").out()).isEqualTo(trace);
    }

    @Test
    void the_demo_writes_all_its_runs() throws IOException {
        Path file = folder.resolve("demo.json");

        Invocation demo = Invocation.of("demo", "--perfetto", file, "--trace-dat", folder.resolve("demo.dat"));

        assertThat(demo.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("\"process_name\"")))
                .hasSize(10)
                .anyMatch(line -> line.contains("fair, 2 in flight, training at low priority"));
    }

    @Test
    void a_comparison_writes_each_of_its_runs() throws IOException {
        Path file = folder.resolve("policies.json");
        Path dat = folder.resolve("policies.dat");

        Invocation plain = Invocation.of("compare", DESKTOP, "--credits", "1,2");
        Invocation compare =
                Invocation.of("compare", DESKTOP, "--credits", "1,2", "--perfetto", file, "--trace-dat", dat);

        assertThat(compare).isEqualTo(plain);
        assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("\"process_name\"")))
                .hasSize(6)
                .anyMatch(line -> line.contains("\"fair, 2 credits\""));
        assertThat(String.join("\n", Invocation.of("run", dat).err())).contains("3834 jobs", "6 rings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a", "a.gz", "json", "a.json.bz2"})
    void a_name_that_tells_no_form_is_refused_and_nothing_is_written(String name) throws IOException {
        Path file = folder.resolve(name);

        Invocation run = Invocation.of("run", DESKTOP, "--perfetto", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .last()
                .asString()
                .isEqualTo(
                        "gpusched: " + file + ": the end of this name does not say what to write; expected .json for "
                                + "Chrome's trace format, or .pftrace or .perfetto-trace for Perfetto's own");
        assertThat(files()).isZero();
    }

    @Test
    void one_that_cannot_be_written_leaves_none() throws IOException {
        Path missing = folder.resolve("none").resolve("a.dat");

        Invocation run = Invocation.of("run", DESKTOP, "--perfetto", folder.resolve("a.json"), "--trace-dat", missing);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).last().asString().contains(missing + ": cannot be written: there is no folder");
        assertThat(files()).isZero();
    }

    @Test
    void files_that_would_be_written_over_each_other_are_refused() throws IOException {
        Path file = folder.resolve("a.json");

        Invocation run = Invocation.of("run", DESKTOP, "--perfetto", file, "--events", folder.resolve("./a.json"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).last().asString().contains("two options name this file; write to different files");
        assertThat(files()).isZero();
    }

    @Test
    void what_is_read_is_not_written_over() throws IOException {
        Path file = folder.resolve("a.dat");
        Invocation.of("run", DESKTOP, "--trace-dat", file);
        byte[] before = Files.readAllBytes(file);

        Invocation run = Invocation.of("run", file, "--trace-dat", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .isEqualTo(List.of("gpusched: " + file + ": this is the input file; write to another file"));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
