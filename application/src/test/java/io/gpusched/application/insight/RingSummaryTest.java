package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingSummaryTest {
    private static JobTimes job(int scheduler, long startNanos, long doneNanos) {
        return new JobTimes(1, 0, scheduler, 0, 0, startNanos, doneNanos, doneNanos, null);
    }

    @Test
    void a_ring_is_busy_while_one_of_its_jobs_executes() {
        List<JobTimes> jobs = List.of(job(1, 0, 30), job(1, 40, 60), job(0, 90, 100), job(0, 100, Nanos.NEVER));

        List<RingSummary> rings = RingSummary.of(jobs, List.of("a", "b"), 100);

        assertThat(rings).containsExactly(new RingSummary("a", 1, 0.1), new RingSummary("b", 2, 0.5));
    }

    @Test
    void a_run_that_took_no_time_has_idle_rings() {
        assertThat(RingSummary.of(List.of(), List.of("a"), 0)).containsExactly(new RingSummary("a", 0, 0));
    }
}
