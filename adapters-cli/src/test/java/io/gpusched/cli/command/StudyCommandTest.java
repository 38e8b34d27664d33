package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
    private static final Path KUNIT = Path.of("..", "samples", "kunit");

    @TempDir
    private Path folder;

    private Invocation study(String clients, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("s.case"), """
                # A title
                policy fifo
                scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
                entity 0 priority=normal schedulers=0
                entity 1 priority=low schedulers=0
                """ + clients);
        return Invocation.of(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("study", file), java.util.stream.Stream.of(options))
                .toArray());
    }

    @Test
    void cycles_latencies_and_jobs_are_counted_as_in_the_kernels_tests() throws IOException {
        // The first client works from 0 to 2 and from 5 to 7 ms; the other one waits for it once, from 0 to 2, and
        // works from 2 to 3 and from 4 to 5.
        Invocation study = study("""
                at 0 client entity=0 first_job=0 jobs=2 job_us=1000 wait_us=3000 sync=1 cycles=2
                at 0 client entity=1 first_job=4 jobs=1 job_us=1000 wait_us=1000 sync=1 cycles=2
                """, "--policy", "fifo", "--credits", "1");

        assertThat(study.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(study.out().getFirst()).isEqualTo("A title");
        assertThat(study.out().get(3).replaceAll(" +", " "))
                .isEqualTo("fifo, 1 credit normal 1 7 10 2000 2000 2000 0 0 0");
        assertThat(study.out().get(4).replaceAll(" +", " ").strip()).isEqualTo("low 1 5 4 1000 2000 3000 0 1000 2000");
        assertThat(study.out().get(8).replaceAll(" +", " ")).isEqualTo("fifo, 1 credit normal 1500 2000 50");
        assertThat(study.out().get(9).replaceAll(" +", " ").strip()).isEqualTo("low 2000 3000 0");
    }

    @Test
    void the_foremost_client_is_ahead_as_published() {
        List<String> out = Invocation.of("study", KUNIT.resolve("many-03.case"), "--policy", "fifo", "--credits", 2)
                .out();

        // Published: 60. The kernel's machine had some noise.
        assertThat(out.get(3)).endsWith(" 59");
    }

    @Test
    void a_folder_is_all_its_cases_in_order() {
        List<String> out = Invocation.of("study", KUNIT, "--policy", "fair", "--credits", 1)
                .out();

        assertThat(out.stream().filter(line -> line.matches("[A-Z0-9].*")))
                .hasSize(15)
                .startsWith("2 clients")
                .endsWith("Very heavy rendering and interactive client");
    }

    @Test
    void pauses_are_longer_by_chance_but_the_same_for_each_seed() throws IOException {
        Path file = KUNIT.resolve("two-09-heavy-interactive.case");

        List<String> once = Invocation.of("study", file, "--oversleep", 25).out();

        assertThat(Invocation.of("study", file, "--oversleep", 25).out()).isEqualTo(once);
        assertThat(Invocation.of("study", file, "--oversleep", 25, "--seed", 2).out())
                .isNotEqualTo(once);
        assertThat(Invocation.of("study", file).out()).isNotEqualTo(once);
    }

    @Test
    void what_is_no_such_test_is_refused() throws IOException {
        assertThat(study("at 0 client entity=0 first_job=0 jobs=2 job_us=1000 wait_us=3000 sync=1 cycles=2\n"))
                .matches(each -> each.exitCode() == ExitCode.BAD_INPUT)
                .matches(each ->
                        each.err().getFirst().contains("expected a case (.case) in which each entity has one client"));
        assertThat(Invocation.of("study", folder.resolve("none")).err())
                .singleElement()
                .asString()
                .contains("no such file");
        assertThat(Invocation.of("study", Path.of("..", "docs")).err().getFirst())
                .contains("no .case files");
    }
}
