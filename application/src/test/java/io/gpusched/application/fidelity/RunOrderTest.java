package io.gpusched.application.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.insight.JobTimes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which jobs ran in another order. */
final class RunOrderTest {
    private static RunOrder order(long[] ran, int... places) {
        List<JobTimes> times = IntStream.range(0, ran.length)
                .mapToObj(job -> new JobTimes(job, 0, 0, 0, ran[job], ran[job], ran[job] + 1, ran[job] + 1, null))
                .toList();
        return new RunOrder(
                IntStream.range(0, ran.length).boxed().toList(), Timings.replayed(ran.length, times), places);
    }

    @Test
    void the_same_order_moves_nobody() {
        RunOrder same = order(new long[] {10, 20, 30}, 0, 1, 2);

        assertThat(same.moved()).isEmpty();
        assertThat(same.orderedPairs()).isEqualTo(1);
    }

    @Test
    void one_job_that_went_first_is_the_only_one_that_moved() {
        RunOrder order = order(new long[] {10, 20, 30, 40}, 1, 2, 3, 0);

        assertThat(order.moved()).containsExactly(3);
        assertThat(order.orderedPairs()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void jobs_that_ran_at_one_time_may_come_in_either_order() {
        assertThat(order(new long[] {10, 10}, 1, 0).moved()).isEmpty();
        assertThat(order(new long[] {10, 11}, 1, 0).moved()).hasSize(1);
    }

    @Test
    void no_jobs_are_in_order() {
        assertThat(order(new long[0]).orderedPairs()).isEqualTo(1);
    }
}
