package io.gpusched.application.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardwareRulesTest {
    private static final String FREED =
            "a finished job is freed at once, unless one that was started before it is not over";

    private static List<String> broken(Told told, long slackNanos) {
        return HardwareRules.judge(told.events(), slackNanos).stream()
                .map(each -> each.rule().words())
                .toList();
    }

    private static Told finished() {
        return new Told().queue(0, 0).run(0).at(10).done(0);
    }

    @Test
    void a_job_that_was_given_to_the_hardware_and_freed_is_fine() {
        assertThat(broken(finished().free(0), 0)).isEmpty();
    }

    @Test
    void a_job_that_the_hardware_never_had_cannot_be_done() {
        Told told = new Told().queue(0, 0).runWithoutHardware(0).at(10).done(0).free(0);

        assertThat(broken(told, 0))
                .containsExactly("a job is given to the hardware before the hardware is done with it");
    }

    @Test
    void a_finished_job_that_is_not_freed_is_found() {
        Told told = finished().at(20).queue(1, 0);

        assertThat(broken(told, 5)).containsExactly(FREED);
        assertThat(broken(told, 10)).isEmpty();
    }

    @Test
    void a_finished_job_behind_one_that_is_not_over_may_wait() {
        Told told = new Told()
                .queue(0, 0)
                .queue(1, 1)
                .run(0)
                .run(1)
                .at(10)
                .done(1)
                .at(90)
                .queue(2, 0);

        assertThat(broken(told, 0)).isEmpty();
    }

    @Test
    void a_device_that_is_gone_frees_nothing() {
        Told told = new Told()
                .queue(0, 0)
                .run(0)
                .at(10)
                .timeout(0, Verdict.ENODEV)
                .finish(0)
                .at(90)
                .queue(1, 0);

        assertThat(broken(told, 0)).isEmpty();
    }

    @Test
    void a_scheduler_that_is_paused_frees_nothing_until_it_goes_on() {
        assertThat(broken(finished().pause(0).at(90).queue(1, 0), 0)).isEmpty();
        assertThat(broken(finished().pause(0).resume(0).at(90).queue(1, 0), 0)).containsExactly(FREED);
    }
}
