package io.gpusched.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now = 7 * SECOND;

    private ProgressLine line(String what, Amount amount, int columns) {
        return ProgressLine.on(err, columns, () -> now, what, amount);
    }

    private String shown() {
        String all = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return all;
    }

    private void pass(long nanos) {
        now += nanos;
    }

    @Test
    void short_work_is_not_worth_a_line() {
        try (ProgressLine line = line("reading a.dat", Amount.BYTES, 80)) {
            pass(ProgressLine.QUIET_NANOS - 1);
            line.at(500_000, 1_000_000);
        }

        assertThat(shown()).isEmpty();
    }

    @Test
    void long_work_has_its_share_rate_and_time_left() {
        ProgressLine line = line("exploring", Amount.of("schedules"), 80);
        pass(2 * SECOND);
        line.at(4_000, 20_000);

        assertThat(shown()).isEqualTo("\r\033[Kexploring: 20 %, 4,000 of 20,000 schedules, 2,000 a second, 8 s left");
    }

    @Test
    void the_unit_is_one_that_people_read() {
        ProgressLine line = line("reading a.dat", Amount.BYTES, 80);
        pass(SECOND);
        line.at(12_340_000, 100_000_000);
        String bytesShown = shown();
        ProgressLine run = line("playing a.yaml", Amount.SIMULATED_TIME, 80);
        pass(SECOND);
        run.at(SECOND / 2, 200 * SECOND);

        assertThat(bytesShown).endsWith("reading a.dat: 12 %, 12.3 of 100.0 MB, 12.3 a second, 7 s left");
        assertThat(shown()).endsWith("playing a.yaml: 0 %, 0.5 of 200.0 simulated s, 0.5 a second, 6:39 min left");
    }

    @Test
    void what_has_no_known_end_has_a_rate_only_unless_time_is_limited() {
        ProgressLine open = line("exploring", Amount.of("schedules"), 80);
        ProgressLine limited = line("exploring", Amount.of("schedules"), 80).within(10 * SECOND);
        pass(SECOND);

        open.at(100);
        assertThat(shown()).endsWith("exploring: 100 schedules, 100 a second");
        limited.at(100);
        assertThat(shown()).endsWith("exploring: 100 schedules, 100 a second, 9 s left");
    }

    @Test
    void hours_are_said_as_hours() {
        ProgressLine line = line("x", Amount.of("jobs"), 80);
        pass(SECOND);
        line.at(1, 7_301);

        assertThat(shown()).endsWith("2:01 h left");
    }

    @Test
    void the_line_is_drawn_in_place_and_not_too_often() {
        ProgressLine line = line("x", Amount.of("jobs"), 80);
        pass(SECOND);
        line.at(1, 10);
        line.at(2, 10);
        pass(ProgressLine.REFRESH_NANOS - 1);
        line.at(3, 10);
        assertThat(shown()).containsOnlyOnce("x: ");

        pass(1);
        line.at(4, 10);
        assertThat(shown()).startsWith("\r\033[Kx: 40 %").doesNotContain("\n");
    }

    @Test
    void closing_takes_the_line_away() {
        ProgressLine line = line("x", Amount.of("jobs"), 80);
        pass(SECOND);
        line.at(1, 10);
        shown();

        line.close();
        assertThat(shown()).isEqualTo("\r\033[K");
        line.close();
        assertThat(shown()).isEmpty();
    }

    @Test
    void the_line_never_reaches_the_last_column_or_it_would_wrap() {
        String name = "a-very-long-name-".repeat(5);
        for (int columns = 1; columns < 200; columns++) {
            ProgressLine line = line("reading " + name, Amount.BYTES, columns);
            pass(SECOND);
            line.at(12_340_000, 100_000_000);
            String text = shown().replace("\r\033[K", "");
            assertThat(text).hasSizeLessThan(columns);
            if (columns > 60) {
                assertThat(text).startsWith("read").endsWith(": 12 %, 12.3 of 100.0 MB, 12.3 a second, 7 s left");
            }
        }
    }

    @Test
    void where_there_is_no_terminal_nothing_is_shown() {
        ProgressLine line = ProgressLine.none();
        pass(100 * SECOND);
        line.within(SECOND).at(1, 2);
        line.close();

        assertThat(line.isShown()).isFalse();
        assertThat(shown()).isEmpty();
    }
}
