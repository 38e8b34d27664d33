package io.gpusched.application.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndOfHistoryTest {
    private static final FenceName NEVER = new FenceName.External("x0");

    private static EndOfHistory end(Told told) {
        return EndOfHistory.of(told.events(), false);
    }

    @Test
    void jobs_that_were_freed_or_released_leave_nothing() {
        EndOfHistory end = end(
                new Told().queue(0, 0).run(0).done(0).free(0).queue(1, 0).run(1).add(new Event.JobReleased(0, 1)));

        assertThat(end.queued()).isEqualTo(2);
        assertThat(end.freed()).isEqualTo(2);
        assertThat(end.left()).isEmpty();
        assertThat(end.violations()).isEmpty();
    }

    @Test
    void a_finished_job_that_was_not_freed_is_lost() {
        EndOfHistory end = end(new Told().queue(0, 0).run(0).done(0));

        assertThat(end.violations())
                .map(Violation::toString)
                .singleElement()
                .asString()
                .contains("every job is freed at the end", "job 0 is finished");
    }

    @Test
    void a_queued_job_that_nothing_is_in_the_way_of_is_lost() {
        EndOfHistory end = end(new Told().queue(0, 0).run(0).done(0).free(0).queue(1, 0));

        assertThat(end.violations()).map(Violation::seen).containsExactly("job 1 is queued");
    }

    @Test
    void jobs_behind_one_that_hangs_have_a_reason() {
        EndOfHistory end =
                end(new Told().queue(0, 0).queue(1, 1).queue(2, 2).run(0).run(1).done(1));

        assertThat(end.violations()).isEmpty();
        assertThat(end.left())
                .isEqualTo(Map.of("on hardware that does not answer", 1L, "behind a job that does not end", 2L));
    }

    @Test
    void a_fence_that_never_signals_holds_back_its_job_and_those_queued_behind_it_only() {
        EndOfHistory end =
                end(new Told().queue(0, 0).dependsOn(0, NEVER).queue(1, 0).queue(2, 1));

        assertThat(end.left()).isEqualTo(Map.of("waits for a fence that never signalled", 2L));
        assertThat(end.violations()).map(Violation::seen).containsExactly("job 2 is queued");
    }

    @Test
    void a_fence_that_has_signalled_holds_nothing_back() {
        EndOfHistory end = end(new Told().queue(0, 0).dependsOn(0, NEVER).signal(NEVER));

        assertThat(end.violations()).map(Violation::seen).containsExactly("job 0 is queued");
    }

    @Test
    void a_device_that_is_gone_keeps_the_job_that_timed_out() {
        EndOfHistory end = end(new Told().queue(0, 0).run(0).timeout(0, Verdict.ENODEV));

        assertThat(end.left()).isEqualTo(Map.of("the device was gone", 1L));
    }

    @Test
    void a_pause_keeps_the_jobs_of_its_scheduler_only() {
        EndOfHistory end = end(new Told().queue(0, 0, 0, 1).queue(1, 1, 1, 1).pause(0));

        assertThat(end.left()).isEqualTo(Map.of("submission is paused", 1L));
        assertThat(end.violations()).map(Violation::seen).containsExactly("job 1 is queued");
    }

    @Test
    void a_run_that_was_cut_off_loses_nothing() {
        EndOfHistory end = EndOfHistory.of(new Told().queue(0, 0).queue(1, 0).events(), true);

        assertThat(end.left()).isEqualTo(Map.of("the run was cut off", 2L));
    }

    @Test
    void a_job_of_which_only_the_end_is_told_is_no_job_of_this_history() {
        EndOfHistory end = end(new Told()
                .signal(new FenceName.Finished(7))
                .add(new Event.JobFreed(0, 7))
                .add(new Event.TimedOut(0, 7, 3, Verdict.ENODEV)));

        assertThat(end.queued()).isZero();
        assertThat(end.freed()).isZero();
    }
}
