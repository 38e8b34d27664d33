package io.gpusched.adapters.explore.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.application.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history says who did what when, and what the device did meanwhile. */
class ScheduleHistoryTest {
    private final ScheduleHistory history = new ScheduleHistory();

    private record Actor(Kind kind, String label) implements Alternative {
        @Override
        public int actor() {
            return 0;
        }

        @Override
        public boolean isUnderWay() {
            return false;
        }
    }

    private static final Alternative ALICE = new Actor(Alternative.Kind.CLIENT, "alice");
    private static final Alternative RUN = new Actor(Alternative.Kind.WORK, "run work");

    @Test
    void events_belong_to_the_step_in_which_they_happened() {
        history.accept(new Event.EntityKilled(0, 9));
        history.begins(ALICE, 0);
        history.accept(new Event.EntityKilled(0, 1));
        history.begins(RUN, 1_500);
        history.accept(new Event.EntityKilled(0, 2));
        history.accept(new Event.EntityKilled(0, 3));

        assertThat(ScheduleHistory.lines(history.steps()))
                .containsExactly(
                        "  1. at 0 us, client: alice -> entity 1 killed",
                        "  2. at 1500 ns, work: run work -> entity 2 killed, entity 3 killed");
    }

    @Test
    void a_suspended_step_says_where_and_goes_on_later() {
        history.begins(RUN, 0);
        history.accept(new Event.EntityKilled(0, 1));
        history.suspends("run");
        history.begins(ALICE, 1_000);
        history.goesOn(RUN, 2_000);
        history.suspends("end of run");
        history.goesOn(RUN, 2_000);

        assertThat(ScheduleHistory.lines(history.steps()))
                .containsExactly(
                        "  1. at 0 us, work: run work is at its run -> entity 1 killed",
                        "  2. at 1 us, client: alice",
                        "  3. at 2 us, work: run work goes on to its end of run",
                        "  4. at 2 us, work: run work goes on");
    }

    @Test
    void the_check_depends_on_the_steps_their_times_and_the_rule() {
        history.begins(ALICE, 0);
        List<HistoryStep> steps = history.steps();
        ScheduleHistory later = new ScheduleHistory();
        later.begins(ALICE, 1);

        assertThat(ScheduleHistory.check(steps, "a rule"))
                .isEqualTo(ScheduleHistory.check(history.steps(), "a rule"))
                .isNotEqualTo(ScheduleHistory.check(steps, "another rule"))
                .isNotEqualTo(ScheduleHistory.check(later.steps(), "a rule"))
                .isNotEqualTo(ScheduleHistory.check(List.of(), "a rule"));
    }
}
