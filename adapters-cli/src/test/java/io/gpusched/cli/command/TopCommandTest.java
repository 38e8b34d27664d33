package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopCommandTest {
    private static final Path SAMPLES = Path.of("..", "samples");

    @Test
    void in_a_pipe_there_is_a_line_each_second_and_then_the_summary() {
        Invocation top = Invocation.of("top", SAMPLES.resolve("hanging-client.yaml"), "--queue", "virtual-thread");

        List<String> lines = top.out().stream()
                .takeWhile(line -> line.matches("\\d+\\.\\d s   .*"))
                .toList();
        assertThat(top.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(lines).isNotEmpty();
        assertThat(top.out().get(lines.size())).contains("latency, ms");
        assertThat(String.join("\n", top.out())).doesNotContain("\033");
    }

    @Test
    void virtual_time_cannot_be_looked_at() {
        Invocation top = Invocation.of("top", "--queue", "virtual-time");

        assertThat(top.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(top.err().getFirst()).contains("expected executor or virtual-thread");
    }
}
