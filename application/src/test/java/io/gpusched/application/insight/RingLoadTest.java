package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How near to full a ring was. */
final class RingLoadTest {
    private static JobTimes job(long id, int ring, long queued, long run, long done) {
        return new JobTimes(id, 0, ring, queued, run, run, done, done, null);
    }

    @Test
    void a_ring_is_stalled_while_a_job_waits_and_it_does_not_work() {
        RingLoad load = RingLoad.of(List.of(job(0, 0, 0, 10, 50), job(1, 0, 60, 60, 100)), List.of("gfx"))
                .getFirst();

        assertThat(load.busy()).isCloseTo(0.8, within(1e-9));
        assertThat(load.stalled()).isCloseTo(0.1, within(1e-9));
        assertThat(load.full()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void jobs_that_overlap_count_once() {
        RingLoad load = RingLoad.of(List.of(job(0, 0, 0, 0, 50), job(1, 0, 0, 0, 100)), List.of("gfx"))
                .getFirst();

        assertThat(load.busy()).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_ring_that_was_done_with_no_job_has_no_load() {
        assertThat(RingLoad.of(List.of(job(0, 1, 0, 0, 50)), List.of("gfx", "sdma")))
                .extracting(RingLoad::ring)
                .containsExactly("sdma");
    }
}
