package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessCommandTest {
    private static final Path CASES = Path.of("..", "samples", "cases");

    @Test
    void says_that_every_job_ends() {
        Invocation run = Invocation.of("liveness", CASES.resolve("timeout.case"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(String.join("\n", run.out())).contains("all of them", "every job ends, whatever the order");
    }

    @Test
    void says_how_far_it_looked() {
        Invocation run = Invocation.of("liveness", CASES.resolve("timeout.case"), "--states", 3);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(String.join("\n", run.out())).contains("and there are more", "look at more with --states");
    }

    @Test
    void prints_how_a_client_starves_and_a_token() {
        Invocation run = Invocation.of("liveness", "--served", "--policy", "fifo");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(String.join("\n", run.out())).contains("at most 2", "from here on for ever", "gpusched replay ");
    }

    @Test
    void looks_at_small_workloads() {
        Invocation run = Invocation.of("liveness", "--small", "--every", 4000, "--policy", "fifo");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(String.join("\n", run.out())).contains("nothing else found");
    }

    @ParameterizedTest
    @CsvSource({
        "liveness, 'expected one of FILE, --small and --served'",
        "liveness x.case --small, 'expected one of FILE, --small and --served'",
        "liveness x.case --policy rr, '--policy goes with --small or --served'",
        "liveness x.case --states 0, 'take a whole number of at least 1'",
        "liveness missing.case, no such file"
    })
    void refuses_in_words(String command, String words) {
        Invocation run = Invocation.of((Object[]) command.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).singleElement().asString().contains(words);
    }
}
