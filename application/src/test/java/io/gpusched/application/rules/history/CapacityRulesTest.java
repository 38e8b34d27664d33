package io.gpusched.application.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityRulesTest {
    private static List<String> broken(Told told, Integer... limits) {
        return CapacityRules.judge(told.events(), List.of(limits)).stream()
                .map(each -> each.rule().words())
                .toList();
    }

    private static Told twoAtOnce() {
        return new Told().queue(0, 0).queue(1, 1).run(0).run(1).at(5).done(0).done(1);
    }

    @Test
    void as_many_as_the_limit_may_be_in_flight() {
        assertThat(broken(twoAtOnce(), 2)).isEmpty();
    }

    @Test
    void no_more_than_the_limit_may_be_in_flight() {
        assertThat(broken(twoAtOnce(), 1))
                .containsExactly("a scheduler never has more in flight than its credit limit");
    }

    @Test
    void each_scheduler_has_its_own_limit() {
        Told told = new Told().queue(0, 0, 0, 1).queue(1, 1, 1, 1).run(0).run(1);

        assertThat(broken(told, 1, 1)).isEmpty();
    }

    @Test
    void a_scheduler_without_a_known_limit_has_none() {
        assertThat(broken(twoAtOnce())).isEmpty();
    }

    @Test
    void a_count_that_is_not_the_sum_is_found() {
        Told told = new Told().queue(0, 0).add(new Event.JobRun(0, 0, 0, 0, 0, 2, 1, null));

        assertThat(broken(told, 2)).containsExactly("the credits in flight are the sum over the jobs in flight");
    }

    @Test
    void credits_that_do_not_come_back_are_found() {
        Told told = new Told()
                .queue(0, 0)
                .queue(1, 0)
                .run(0)
                .at(5)
                .done(0)
                .add(new Event.JobRun(5, 1, 0, 0, 0, 2, 1, null));

        assertThat(broken(told, 2)).containsExactly("the credits in flight are the sum over the jobs in flight");
    }

    @Test
    void a_job_that_is_selected_during_a_pause_is_found() {
        Told paused = new Told().queue(0, 0).pause(0).run(0);
        Told resumed = new Told().queue(0, 0).pause(0).resume(0).run(0);

        assertThat(broken(paused, 1)).containsExactly("no job is selected while submission is paused");
        assertThat(broken(resumed, 1)).isEmpty();
    }
}
