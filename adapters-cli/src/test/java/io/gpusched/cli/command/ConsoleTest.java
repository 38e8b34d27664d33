package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.Main;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.cli.terminal.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    private static final Surroundings BOTH = new Surroundings(false, true, true, 80, true, true, "gpusched");
    private static final long STEP = 300_000_000;
    private static final String SAMPLES = Path.of("..", "samples").toString();

    /** One stream for both, as on a terminal. */
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    /** Each look at the clock finds it a bit later, so that all work is long. */
    private long now;

    private Console console(Surroundings surroundings) {
        PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, surroundings, () -> now += STEP);
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_line_of_data_takes_the_place_of_progress() {
        Console console = console(BOTH);
        ProgressLine progress = console.progress("x", Amount.of("jobs"));
        progress.at(1, 2);
        progress.at(1, 2);
        console.line("data");
        console.err().print("talk");

        assertThat(shown()).endsWith("left\r\033[Kdata\ntalk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run SAMPLES/inference-and-hog.yaml",
                "run SAMPLES/cases/reset-fair.case",
                "run SAMPLES/video-and-training.yaml --queue virtual-time --print json",
                "conformance --random 20",
                "conformance SAMPLES/cases",
                "explore SAMPLES/cases/timeout.case --schedules 1000",
                "compare SAMPLES/firmware.yaml --policy fifo,rr,fair --credits 1,2",
                "fidelity SAMPLES/steamvr-desktop.trace.txt"
            })
    void long_work_shows_how_far_it_is_on_a_terminal_only(String command) {
        String[] words = command.replace("SAMPLES", SAMPLES).split(" ");

        Main.run(console(new Surroundings(false, false, false, 80, true, true, "gpusched")), words);
        assertThat(shown()).doesNotContain("\r");

        terminal.reset();
        Main.run(console(BOTH), words);
        assertThat(shown())
                .containsPattern("\r\033\\[K\\w+.*: (\\d+ %, )?[\\d.,]+ (of [\\d.,]+ )?[\\w ]+, [\\d.,]+ a second");
    }

    @Test
    void a_run_on_a_terminal_is_as_wide_as_it_and_has_colours() {
        Main.run(
                console(new Surroundings(false, true, false, 133, false, true, "gpusched")),
                "run",
                SAMPLES + "/cases/credits.case");
        String row =
                shown().lines().filter(line -> line.contains("|")).findFirst().orElseThrow();

        assertThat(row).contains("\033[");
        assertThat(row.replaceAll("\033\\[[0-9;]*m", "")).hasSize(133);
    }

    @Test
    void who_wants_no_colours_gets_none() {
        Main.run(
                console(new Surroundings(false, true, false, 133, true, false, "gpusched")),
                "run",
                SAMPLES + "/cases/credits.case");

        assertThat(shown()).doesNotContain("\033").contains("█");
    }
}
