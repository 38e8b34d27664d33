package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTimelineTest {
    private static final long MS = 1_000_000;
    private static final List<String> RINGS = List.of("gfx");
    private static final List<String> CLIENTS = List.of("game", "x");
    private static final String CONTROL = "\033\\[[0-9;]*m";

    /** Twenty cells of 1 ms. */
    private static Screen screen(boolean colour, boolean unicode) {
        return new Screen(4 + 2 + 20 + 1, colour, unicode);
    }

    private static final List<JobTimes> JOBS = List.of(
            job(0, 0, 0, 0, 4, 8, 8, null),
            job(1, 1, 0, 0, 0, 4, 4, null),
            job(2, 0, 9 * MS + MS / 4, 9 * MS + MS / 4, 9 * MS + MS / 4, 9 * MS + MS / 2, 9 * MS + MS / 2, null),
            job(3, 1, 10, 10, 12, 13, 13, Errno.EIO),
            // Running when the run ends, and waiting when it ends.
            job(4, 0, 15, 17, 17, Nanos.NEVER, Nanos.NEVER, null),
            job(5, 1, 16, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, null));

    /** Times are in ms, where they are small. */
    private static JobTimes job(
            long id, int entity, long queued, long run, long start, long done, long finished, Errno error) {
        return new JobTimes(id, entity, 0, ms(queued), ms(run), ms(start), ms(done), ms(finished), error);
    }

    private static long ms(long time) {
        return time < 1_000 && time != Nanos.NEVER ? time * MS : time;
    }

    private static TimelineMarks marks() {
        TimelineMarks marks = new TimelineMarks();
        marks.accept(new Event.SubmissionPaused(13 * MS, 0));
        marks.accept(new Event.SubmissionResumed(15 * MS, 0));
        marks.accept(new Event.TimedOut(18 * MS, 4, 0, Verdict.RESET));
        return marks;
    }

    private static List<String> drawn(Screen screen) {
        return new TextTimeline(0, 20 * MS, screen).lines(JOBS, RINGS, CLIENTS, marks());
    }

    @Test
    void plain_text_tells_work_from_waiting() {
        assertThat(drawn(screen(false, false)))
                .containsExactly(
                        "gfx  |######## +  #==  #!#|",
                        "game |----#### +     --###|",
                        "x    |####      --#x  ----|",
                        "      0 ms      10 ms");
    }

    @Test
    void bars_are_as_high_as_the_part_that_is_work() {
        assertThat(drawn(screen(false, true)).subList(0, 3))
                .containsExactly(
                        "gfx  |████████ ▂  █==  █!█|", "game |····████ ▂     ··███|", "x    |████      ··█x  ····|");
    }

    @Test
    void colours_change_nothing_but_the_look_of_waiting() {
        List<String> coloured = drawn(screen(true, false));

        assertThat(coloured).anyMatch(line -> line.contains("\033["));
        assertThat(coloured.stream().map(line -> line.replaceAll(CONTROL, "")))
                .containsExactlyElementsOf(drawn(screen(false, false)).stream()
                        .map(line -> line.replace('-', ' '))
                        .toList());
    }

    @Test
    void a_ring_has_the_colour_of_whose_job_it_runs() {
        List<String> lines = drawn(screen(true, false));
        String first = "\033[0;32m";
        String second = "\033[0;33m";

        assertThat(lines.get(0)).contains(second + "####" + first + "####");
        assertThat(lines.get(1)).startsWith(first + "game");
        assertThat(lines.get(2)).startsWith(second + "x");
    }

    @Test
    void of_several_in_one_cell_the_one_with_most_of_it_gives_the_colour() {
        List<JobTimes> jobs = new ArrayList<>(List.of(new JobTimes(0, 0, 0, 0, 0, 0, 30, 30, null)));
        for (int i = 1; i <= 3; i++) {
            long start = 10L + 20 * i;
            jobs.add(new JobTimes(i, 1, 0, start, start, start, start + 20, start + 20, null));
        }

        TextTimeline oneCell = new TextTimeline(0, 2_000, screen(true, false));

        assertThat(oneCell.lines(jobs, RINGS, CLIENTS, new TimelineMarks()).getFirst())
                .contains("|\033[0;33m#");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_the_run_every_row_fits_the_screen_and_leaves_it_as_it_was(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            long end = 1 + random.nextLong(1L << random.nextInt(1, 50));
            List<String> clients = new ArrayList<>();
            for (int i = random.nextInt(1, 70); i > 0; i--) {
                clients.add("client-".repeat(random.nextInt(1, 4)) + random.nextInt(60));
            }
            List<JobTimes> jobs = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                long[] times = random.longs(5, 0, end + 1).sorted().toArray();
                jobs.add(new JobTimes(
                        i, random.nextInt(clients.size()), 0, times[0], times[1], times[2], times[3], times[4], null));
            }
            Screen screen = new Screen(random.nextInt(40, 200), random.nextBoolean(), random.nextBoolean());

            List<String> lines = new TextTimeline(0, end, screen).lines(jobs, RINGS, clients, new TimelineMarks());

            assertThat(lines).hasSizeLessThanOrEqualTo(1 + 32 + 2);
            assertThat(lines).allSatisfy(line -> {
                assertThat(line.replaceAll(CONTROL, "")).hasSizeLessThanOrEqualTo(screen.columns());
                assertThat(line.contains("\033")).isEqualTo(line.contains("\033[0m"));
            });
            assertThat(lines.getFirst().replaceAll(CONTROL, "")).hasSize(screen.columns());
        }
    }

    @Test
    void entities_of_one_name_are_numbered_or_share_a_row_if_they_are_many() {
        List<String> few = new TextTimeline(0, MS, Screen.PLAIN)
                .lines(List.of(), RINGS, List.of("a", "b", "a"), new TimelineMarks());
        List<String> crowd = new ArrayList<>(Collections.nCopies(100, "a"));
        crowd.add("b");
        for (int i = 0; i < 40; i++) {
            crowd.add("c" + i);
        }
        List<String> many = new TextTimeline(0, MS, Screen.PLAIN).lines(List.of(), RINGS, crowd, new TimelineMarks());

        assertThat(few.subList(1, 4)).map(line -> line.split(" *\\|")[0]).containsExactly("a 1", "b", "a 2");
        assertThat(many).hasSize(1 + 32 + 2).contains("... and 10 more clients");
        assertThat(many.subList(1, 4)).map(line -> line.split(" *\\|")[0]).containsExactly("a", "b", "c0");
    }

    @Test
    void the_scale_has_round_times_in_a_fitting_unit() {
        assertThat(new TimeScale(4_000 * MS).text(60))
                .isEqualTo("0 ms           1000 ms        2000 ms        3000 ms");
        assertThat(new TimeScale(90_000 * MS).text(40)).isEqualTo("0 s     20 s     40 s     60 s     80 s");
        assertThat(new TimeScale(20_000).text(40)).isEqualTo("0 us      5 us      10 us     15 us");
        assertThat(new TimeScale(1).text(40)).isEqualTo("0 us");
    }
}
