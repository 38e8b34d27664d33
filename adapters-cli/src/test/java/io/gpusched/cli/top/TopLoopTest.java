package io.gpusched.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopLoopTest {
    private final FakeRun run = new FakeRun();

    /** A run of two entities that is a quarter of a second older at each look, and notes what is done to it. */
    private static final class FakeRun implements Steered {
        private final List<String> done = new ArrayList<>();
        private int looksLeft = 1_000;
        private long nanos;

        @Override
        public Optional<Snapshot> snapshot() {
            nanos += Snapshots.SECOND / 4;
            return looksLeft-- > 0
                    ? Optional.of(Snapshots.of(nanos, 2, 100 * nanos / Snapshots.SECOND))
                    : Optional.empty();
        }

        @Override
        public void pause() {
            done.add("pause");
        }

        @Override
        public void resume() {
            done.add("resume");
        }

        @Override
        public void setPriority(int entity, Priority priority) {
            done.add(entity + " " + priority);
        }

        @Override
        public boolean awaitEnd(long limit) {
            return looksLeft == 0;
        }
    }

    private FakeScreen shown(String typed) {
        FakeScreen screen = new FakeScreen().type(typed);
        new TopLoop(run, "title").on(screen, false);
        return screen;
    }

    @Test
    void nothing_is_done_to_a_run_that_is_only_looked_at() {
        FakeScreen screen = shown("\0\0\0q");

        assertThat(run.done).isEmpty();
        assertThat(screen.frames()).hasSize(4);
    }

    @Test
    void p_pauses_and_resumes() {
        FakeScreen screen = shown("p\0");
        assertThat(run.done).containsExactly("pause");
        assertThat(screen.last().get(1)).contains("PAUSED");

        run.done.clear();
        screen = shown("pp\0");
        assertThat(run.done).containsExactly("pause", "resume");
        assertThat(screen.last().get(1)).doesNotContain("PAUSED");
    }

    @Test
    void plus_is_more_urgent_and_minus_less() {
        shown("+-j+");

        assertThat(run.done).containsExactly("0 HIGH", "0 LOW", "1 HIGH");
    }

    @Test
    void a_selection_stays_among_the_entities() {
        assertThat(shown("\033[B\033[B\033[B\0").last()).anyMatch(line -> line.startsWith("> client1"));
        assertThat(shown("jjkkkk\0").last()).anyMatch(line -> line.startsWith("> client0"));
    }

    @Test
    void rates_are_those_of_the_last_second() {
        FakeScreen screen = shown("\0".repeat(20));

        assertThat(screen.last().get(1)).contains("200.0 a second");
    }

    @Test
    void the_loop_ends_with_the_run() {
        run.looksLeft = 3;

        assertThat(shown("\0".repeat(20)).frames()).hasSize(3);
    }

    @Test
    void into_a_file_goes_a_line_each_time() {
        run.looksLeft = 3;
        List<String> lines = new ArrayList<>();

        new TopLoop(run, "title").into(lines::add);

        assertThat(lines).hasSize(3).allMatch(line -> line.matches("\\d+\\.\\d s   \\d+ jobs done, .*gfx 1/2.*"));
    }
}
