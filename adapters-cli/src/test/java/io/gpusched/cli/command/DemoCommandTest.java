package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    private final Invocation demo = Invocation.of("demo");

    @Test
    void gives_the_figures_that_linux_gives() {
        assertThat(row("RenderThread p50")).startsWith("18.3", "5.0*", "8.7");
        assertThat(demo.out()
                        .get(demo.out().indexOf(line("RenderThread p50")) + 1)
                        .strip()
                        .split("\\s+"))
                .startsWith("p99", "25.8", "8.1*", "11.4");
    }

    @Test
    void replays_the_recording_in_the_recorded_order() {
        assertThat(demo.out()).contains("639 of 639 jobs ran in the recorded order");
    }

    @Test
    void fits_on_two_screens_and_ends_with_two_commands_that_work() {
        assertThat(demo.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(demo.err()).isEmpty();
        assertThat(demo.out()).hasSizeLessThanOrEqualTo(80);
        assertThat(demo.out()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        List<String> last = demo.out().subList(demo.out().size() - 2, demo.out().size());
        for (String command : last) {
            Object[] words = command.strip()
                    .replaceFirst("^(\\./)?gpusched ", "")
                    .replace("samples/", "../samples/")
                    .split(" ");
            assertThat(Invocation.of(words).exitCode()).as(command).isEqualTo(ExitCode.FINE);
        }
    }

    private String line(String name) {
        return demo.out().stream()
                .filter(each -> each.startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> row(String name) {
        return List.of(line(name).substring(name.length()).strip().split("\\s+"));
    }
}
