package io.gpusched.application.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credits counted from events. */
final class CreditsInFlightTest {
    private final CreditsInFlight credits = new CreditsInFlight(List.of(5));

    private static Event.JobRun run(long job, int scheduler, int takes) {
        return new Event.JobRun(0, job, 0, scheduler, 0, takes, takes, null);
    }

    @Test
    void are_the_sum_over_the_jobs_that_are_not_done() {
        credits.run(run(0, 0, 2));
        credits.run(run(1, 0, 3));
        assertThat(credits.of(0)).isEqualTo(5);
        assertThat(credits.free(0)).isZero();

        assertThat(credits.done(new Event.JobDone(1, 0))).isEqualTo(run(0, 0, 2));

        assertThat(credits.of(0)).isEqualTo(3);
        assertThat(credits.free(0)).isEqualTo(2);
    }

    @Test
    void belong_to_one_scheduler_and_those_without_a_limit_have_room() {
        credits.run(run(0, 1, 7));

        assertThat(credits.of(0)).isZero();
        assertThat(credits.limit(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void of_a_job_that_is_done_twice_come_back_once() {
        credits.run(run(0, 0, 2));
        credits.done(new Event.JobDone(1, 0));

        assertThat(credits.done(new Event.JobDone(2, 0))).isNull();
        assertThat(credits.of(0)).isZero();
    }
}
