package io.gpusched.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.views.text.Screen;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopViewTest {
    private static final long SECOND = Snapshots.SECOND;

    private static TopView view(int entities, int selected) {
        return new TopView(
                "title",
                Snapshots.of(10 * SECOND, entities, 300),
                Snapshots.of(8 * SECOND, entities, 100),
                selected,
                false);
    }

    @Test
    void shows_credits_queues_waits_and_the_rates_of_the_time_between() {
        assertThat(view(2, 1).lines(new Screen(100, false, false), 30))
                .containsExactly(
                        "title",
                        "10.0 s   600 jobs done, 200.0 a second, 0 failed, 1 queued, 2 in flight",
                        "",
                        "RING  POLICY  CREDITS  JOBS/S  BUSY %  TIMEOUTS",
                        "gfx     fair      1/2   200.0    20.0         3",
                        "",
                        "  ENTITY   PRIORITY  QUEUED  IN FLIGHT  WAIT p50 ms  p99 ms  GPU %  JOBS/S  FAILED",
                        "  client0    normal       0          1        2.000   9.500   10.0   100.0       0",
                        "> client1    normal       1          1        2.000   9.500   10.0   100.0       0",
                        "",
                        "q quit   p pause, resume   up, down select   + - priority of the selected entity");
    }

    @Test
    void the_selected_entity_is_inverse_where_there_are_colours() {
        List<String> lines = view(2, 1).lines(new Screen(100, true, false), 30);

        assertThat(lines.get(8)).startsWith("\033[7m> client1").endsWith("\033[0m");
        assertThat(lines.get(7)).doesNotContain("\033");
    }

    @Test
    void fits_every_screen_and_keeps_the_selected_entity_in_sight() {
        for (int rows = 8; rows < 40; rows++) {
            for (int selected = 0; selected < 50; selected += 7) {
                List<String> lines = view(50, selected).lines(new Screen(20 + rows, false, false), rows);

                int columns = 20 + rows;
                assertThat(lines).hasSizeLessThanOrEqualTo(rows);
                assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
                assertThat(lines).anyMatch(line -> line.startsWith("> clien"));
            }
        }
    }

    @Test
    void the_first_look_has_no_rates_and_no_nonsense() {
        Snapshot first = Snapshots.of(0, 1, 0);

        assertThat(new TopView("t", first, first, 0, true)
                        .lines(new Screen(100, false, false), 30)
                        .get(1))
                .isEqualTo("0.0 s PAUSED   0 jobs done, 0.0 a second, 0 failed, 0 queued, 1 in flight");
    }

    @Test
    void one_line_has_the_same_for_files() {
        assertThat(view(2, 0).line())
                .isEqualTo(
                        "10.0 s   600 jobs done, 200.0 a second, 0 failed, 1 queued, 2 in flight   gfx 1/2   client1 +1");
    }
}
