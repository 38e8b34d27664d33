package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunOutcomeTest {
    private static JobTimes job(long id, int entity, long queued, long start, long done) {
        return new JobTimes(id, entity, 0, queued, start, start, done, done, null);
    }

    private static JobTimes left(long id, int entity, long queued) {
        return new JobTimes(id, entity, 0, queued, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, null);
    }

    @Test
    void equal_shares_are_fair_and_one_share_of_n_is_least_so() {
        assertThat(RunOutcome.jain(0.2, 0.2, 0.2)).isCloseTo(1, within(1e-9));
        assertThat(RunOutcome.jain(1, 0, 0, 0)).isCloseTo(0.25, within(1e-9));
        assertThat(RunOutcome.jain()).isEqualTo(1);
    }

    @Test
    void clients_without_jobs_do_not_count_for_fairness() {
        RunOutcome outcome =
                RunOutcome.of(List.of(job(0, 0, 0, 0, 50), job(1, 1, 0, 50, 100)), List.of("a", "b", "idle"), 100);

        assertThat(outcome.fairness()).isCloseTo(1, within(1e-9));
        assertThat(outcome.clients()).hasSize(3);
    }

    @Test
    void the_longest_wait_may_be_that_of_a_job_that_was_not_done() {
        RunOutcome outcome = RunOutcome.of(List.of(job(0, 0, 0, 0, 50), left(1, 1, 40)), List.of("a", "b"), 100);

        assertThat(outcome.longestLatencyNanos()).isEqualTo(60);
        assertThat(outcome.longestLatencyOf()).isEqualTo("b");
    }
}
