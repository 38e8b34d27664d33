package io.gpusched.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Whatever can be read from a file can be read packed, and through standard input, which has no name to go by. */
class StandardInputTest {
    private static final String CASE = """
            # a comment
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=2000
            """;
    private static final String SCENARIO = """
            duration: 20ms
            rings: [{name: gfx}]
            entities: [{name: app}]
            clients: [{entity: app, open: {every: 2ms}, jobs: [{duration: 1ms}]}]
            """;
    private static final String TRACE = """
            app-1 [000] 1.000010: drm_sched_job_queue: dev=d, fence=7:1, ring=gfx, job count:0, hw job count:0, client_id:1
            kworker-2 [000] 1.000020: drm_sched_job_run: dev=d, fence=7:1, ring=gfx, job count:0, hw job count:1, client_id:1
            <idle>-0 [000] 1.000900: drm_sched_job_done: fence=7:1 signaled
            """;

    @TempDir
    private Path folder;

    /** The forms of packing, with the end of the file's name. */
    enum Packing {
        GZ,
        XZ,
        ZST;

        byte[] pack(String text) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            switch (this) {
                case GZ -> write(new GZIPOutputStream(packed), text);
                case XZ -> write(new XZOutputStream(packed, new LZMA2Options(0)), text);
                case ZST -> packed.writeBytes(Zstd.compress(text.getBytes(UTF_8)));
            }
            return packed.toByteArray();
        }

        private static void write(OutputStream out, String text) throws IOException {
            try (out) {
                out.write(text.getBytes(UTF_8));
            }
        }
    }

    private List<String> summary(String name, String text) throws IOException {
        return Invocation.of("run", Files.writeString(folder.resolve(name), text))
                .out();
    }

    @ParameterizedTest
    @EnumSource
    void holds_what_a_file_holds(Packing packing) throws IOException {
        for (String text : List.of(CASE, SCENARIO, TRACE)) {
            String name = text.equals(CASE) ? "a.case" : text.equals(SCENARIO) ? "a.yaml" : "a.txt";
            List<String> expected = summary(name, text);
            Path packed = Files.write(folder.resolve(name + "." + packing), packing.pack(text));

            assertThat(expected).as(name).isNotEmpty();
            assertThat(Invocation.reading(text.getBytes(UTF_8), "run", "-").out())
                    .isEqualTo(expected);
            assertThat(Invocation.reading(packing.pack(text), "run", "-").out()).isEqualTo(expected);
            assertThat(Invocation.of("run", packed).out()).isEqualTo(expected);
        }
    }

    @Test
    void may_be_the_events_of_a_run() throws IOException {
        Path events = folder.resolve("e.jsonl");
        Invocation.of("run", Files.writeString(folder.resolve("w.case"), CASE), "--events", events);
        byte[] bytes = Files.readAllBytes(events);

        assertThat(Invocation.reading(bytes, "verify", "-").out()).contains("every rule holds");
        assertThat(Invocation.reading(bytes, "why", "-", "0").exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(Invocation.reading(Packing.GZ.pack(Files.readString(events)), "verify", "-")
                        .out())
                .contains("every rule holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "fidelity"})
    void may_be_a_trace_for_every_command_that_reads_one(String command) {
        Invocation run = Invocation.reading(TRACE.getBytes(UTF_8), command, "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(run.err().getFirst()).startsWith("-: 1 jobs of 1 client");
    }

    @Test
    void may_be_a_token() {
        byte[] token = (ReplayCommand.EXAMPLE + "\n").getBytes(UTF_8);

        assertThat(Invocation.reading(token, "replay", "-").out())
                .isEqualTo(Invocation.of("replay", ReplayCommand.EXAMPLE).out())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello\n", "\0\1\2"})
    void that_holds_something_else_is_told_once(String text) {
        Invocation run = Invocation.reading(text.getBytes(UTF_8), "run", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).filteredOn(line -> line.startsWith("gpusched: -")).hasSize(1);
    }

    @Test
    void longer_than_allowed_is_told_with_the_option_that_raises_the_limit() {
        Invocation run = Invocation.reading(TRACE.getBytes(UTF_8), "run", "-", "--max-input", "100");

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .containsExactly("gpusched: -: standard input cannot be read: this file holds more than 100 bytes, "
                        + "counted unpacked; --max-input SIZE raises the limit");
    }

    @Test
    void leaves_no_copy_behind() throws IOException {
        UnaryOperator<String> temporary = name -> System.getProperty("java.io.tmpdir") + "/" + name;
        Path before = Path.of(temporary.apply(""));

        Invocation.reading(TRACE.getBytes(UTF_8), "run", "-");

        try (var left = Files.newDirectoryStream(before, "gpusched-copy-*")) {
            assertThat(left).isEmpty();
        }
    }
}
