package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
    private final Invocation demo = Invocation.of("demo");

    /** What the simulation says of a setting, and what three recordings of a running Linux say. */
    private record Figures(double p50, double least, double largest, double late) {}

    private Figures figures(String setting) {
        String[] words = demo.out().stream()
                .filter(line -> line.startsWith(setting + "  "))
                .findFirst()
                .orElseThrow()
                .substring(setting.length())
                .strip()
                .replace("*", "")
                .split("\\s+");
        String[] range = words[1].split("-");
        return new Figures(
                Double.parseDouble(words[0]),
                Double.parseDouble(range[0]),
                Double.parseDouble(range[range.length - 1]),
                Double.parseDouble(words[4]));
    }

    @Test
    void tells_what_a_running_linux_does_with_one_job_in_flight_and_turns() {
        Figures figures = figures("rr, 1 in flight");

        assertThat(figures.late()).isGreaterThan(90);
        assertThat(figures.p50()).isBetween(figures.least(), figures.largest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fifo, 1 in flight",
                "fair, 1 in flight",
                "fifo, 2 in flight",
                "rr, 2 in flight",
                "fair, 2 in flight",
                "fifo, 2 in flight, low",
                "rr, 2 in flight, low",
                "fair, 2 in flight, low"
            })
    void is_near_a_running_linux(String setting) {
        Figures figures = figures(setting);

        assertThat(figures.p50()).isBetween(0.85 * figures.least(), 1.15 * figures.largest());
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
}
