package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.experiment.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsCommandTest {
    private static final Path CASE = Path.of("..", "samples", "cases", "timeout.case");
    private static final Path PAGE = Path.of("..", "docs", "faults.md");

    @Test
    void every_position_is_tried_and_counted() {
        Invocation run = Invocation.of("faults", CASE, "--kinds", "hang,teardown,nothing");

        assertThat(run.out())
                .containsExactly(
                        "steps       10 without a fault",
                        "kinds       3",
                        "positions   33, all of them",
                        "found       nothing");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void one_position_shows_what_happens() {
        Invocation sound = Invocation.of("faults", CASE, "--kinds", "nothing", "--at", 1);
        Invocation refused = Invocation.of("faults", CASE, "--kinds", "refuse", "--at", 1);

        assertThat(refused.out()).isNotEqualTo(sound.out()).last().isEqualTo("every rule holds");
        assertThat(refused.out()).anyMatch(line -> line.contains("submit job=0 scheduler=0 result=-5"));
    }

    @Test
    void random_workloads_are_tried_as_well() {
        Invocation run = Invocation.of("faults", "--random", 2, "--kinds", "close", "--every", 3);

        assertThat(run.out()).first().isEqualTo("workloads   2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
    }

    @ParameterizedTest
    @CsvSource({
        "'faults', missing FILE; or try --random 100",
        "'faults x.case --random 3', --random takes a whole number",
        "faults x.case --kinds hnag, is not a kind of fault; did you mean",
        "'faults x.case --at 3', --at takes a step from 0 and goes with exactly one kind",
        "'faults x.case --every 0', --every is 0",
        "'faults missing.case', no such file",
    })
    void wrong_usage_is_one_clear_line(String line, String message) {
        Invocation run = Invocation.of((Object[]) line.split(" "));

        assertThat(run.err()).singleElement().asString().contains(message.replace("\"", ""));
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_is_on_the_page(FaultKind kind) throws IOException {
        assertThat(Files.readString(PAGE)).contains("`" + kind.label() + "`");
    }
}
