package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The number that stands for what the rules expect. */
final class ExpectedFingerprintTest extends JudgedDevice {
    private final Scheduler ring = ring(port, 0);
    private final Entity client = entity(ring);

    @Test
    void equal_runs_have_equal_numbers_after_each_step() {
        ExpectedFingerprintTest other = new ExpectedFingerprintTest();
        other.watch();

        for (ExpectedFingerprintTest each : List.of(this, other)) {
            each.push(each.client);
            each.work.runAll();
        }

        assertThat(invariants.state()).isEqualTo(other.invariants.state());
    }

    @Test
    void what_is_expected_later_counts() {
        start(client);
        long before = invariants.state();

        device.recovery(ring, null).stop();

        assertThat(invariants.state()).isNotEqualTo(before);
    }

    private long afterOneMoreJob() {
        start(client);
        gpu.advance(1);
        work.runAll();
        return invariants.state();
    }

    @Test
    void a_job_that_is_gone_does_not_count() {
        assertThat(afterOneMoreJob()).isEqualTo(afterOneMoreJob());
    }
}
