package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.Main;
import io.gpusched.cli.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says passes the same rules and limits whichever command reads it, before anything plays it. */
class InputRulesTest {
    private static final String MACHINE = """
            policy fifo
            scheduler 0 credits=2 timeout_us=20 hang_limit=0 on_timeout=nohang score=own
            entity 0 priority=normal schedulers=0
            """;

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "why", "compare", "explore"})
    void a_start_after_a_teardown_is_a_problem_with_its_place(String command) throws IOException {
        Path file = write(
                "dead.case",
                MACHINE + "at 0 close entity=0\nat 5 teardown scheduler=0\nat 6 start scheduler=0\nuntil 9\n");

        Invocation run = command.equals("why") ? Invocation.of(command, file, 0) : Invocation.of(command, file);

        assertThat(run.err())
                .containsExactly("gpusched: " + file
                        + ":6:6: 'start' breaks a rule: scheduler 0 is known and not torn down when a line names it");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void a_scenario_may_go_on_submitting_to_a_closed_entity_but_not_start_a_dead_ring() throws IOException {
        String scenario = """
                rings: [{name: gpu}]
                entities: [{name: app}]
                duration: 10ms
                clients:
                  - {entity: app, open: {every: 1ms}, jobs: [{duration: 100us}]}
                events:
                  - {at: 2ms, close: app}
                """;
        Path fine = write("fine.yaml", scenario);
        Path dead = write("dead.yaml", scenario + "  - {at: 3ms, teardown: gpu}\n  - {at: 4ms, start: gpu}\n");

        assertThat(Invocation.of("run", fine).exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(Invocation.of("run", dead).err())
                .containsExactly("gpusched: " + dead
                        + ":9:5: this breaks a rule: scheduler 0 is known and not torn down when a line names it");
    }

    @Test
    void jobs_of_a_case_are_counted_before_any_is_made() throws IOException {
        Path file = write(
                "many.case",
                MACHINE + "at 0 client entity=0 first_job=0 jobs=1000000000 job_us=1 wait_us=1 sync=1 "
                        + "cycles=1000000000\nuntil 9\n");

        assertThat(Invocation.of("compare", file).err())
                .singleElement()
                .asString()
                .contains(
                        ":4:32: the case pushes more than 2000000 jobs; expected fewer, or --max-jobs N to allow more");
    }

    @Test
    void a_run_without_an_end_is_given_up_and_conformance_fails() throws IOException {
        Path file = write("nohang.case", MACHINE + "at 0 push job=0 entity=0 credits=1 duration_us=10 hangs=1\n");
        write("nohang.trace", "end 0\n");

        Invocation run = Invocation.of("run", file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).singleElement().asString().contains("does not come to an end", "'until' in a case");

        assertThat(Invocation.of("conformance", file).exitCode()).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void exploring_finds_that_a_run_has_no_end_and_the_token_repeats_it() throws IOException {
        Path file = write("nohang.case", MACHINE + "at 0 push job=0 entity=0 credits=1 duration_us=10 hangs=1\n");

        Invocation run = Invocation.of("explore", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.out()).anyMatch(line -> line.startsWith("found       not true that a run comes to its end"));
        assertThat(run.out()).hasSizeLessThan(100);
        String token = run.out().getLast().substring("repeat it   gpusched replay ".length());
        Invocation replay = Invocation.of("replay", token);
        assertThat(replay.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(replay.out()).hasSizeLessThan(100);
    }

    @Test
    void an_archive_is_unpacked_no_further_than_the_limit() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 20; i++) {
                zip.putNextEntry(new ZipEntry(i % 2 == 0 ? i + ".case" : i + ".other"));
                zip.write(new byte[1 << 20]);
                zip.closeEntry();
            }
        }

        Invocation run = Invocation.of("conformance", bomb, "--max-input", "4m");

        assertThat(run.err()).singleElement().asString().contains("more than 4 MiB", "--max-input SIZE");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void too_little_memory_is_said_and_is_no_difference() throws IOException {
        Path file = write("one.case", MACHINE + "at 0 push job=0 entity=0 credits=1 duration_us=10\n");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void print(String text) {
                throw new OutOfMemoryError("planted");
            }
        };

        int code = Main.run(
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Surroundings.NONE,
                        () -> 0),
                "run",
                file.toString());

        assertThat(code).isEqualTo(ExitCode.BUG);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("out of memory", "-Xmx4g")
                .doesNotContain("java.");
    }
}
