package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.application.rules.violation.ViolationException;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.testkit.ManualGpu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sound runs break no rule. What breaks each rule is in the test of its subject. */
final class SchedulerInvariantsTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);
    private final Entity other = entity(ring);

    @Nested
    class A_sound_run {
        @AfterEach
        void breaks_no_rule() {
            work.runAll();
            assertThat(invariants.violations()).isEmpty();
        }

        @Test
        void of_jobs_that_finish() {
            start(client);
            start(other);
            gpu.advance(2);
        }

        @Test
        void with_a_reset() {
            gpu.onTimeout(ManualGpu::reset);
            start(client);
            work.advance(TIMEOUT);
            gpu.advance(1);
        }

        @Test
        void with_a_reset_that_takes_several_steps() {
            start(client);
            start(other);
            gpu.complete(gpu.running().getFirst());

            var recovery = device.recovery(ring, null);
            recovery.stop();
            work.advance(3 * TIMEOUT);
            invariants.afterStep();
            gpu.take(gpu.running().getFirst());
            recovery.resubmit();
            invariants.afterStep();
            recovery.start(null);
            work.runAll();
            gpu.advance(1);
        }

        @Test
        void with_a_timeout_that_is_suspended_and_resumed() {
            start(client);
            work.advance(TIMEOUT / 2);
            long remaining = device.suspendTimeout(ring);
            work.advance(3 * TIMEOUT);
            device.resumeTimeout(ring, remaining);
            work.advance(remaining);

            assertThat(gpu.calls()).contains("timeout 0");
        }

        @Test
        void with_a_fault() {
            start(client);
            device.fault(ring);
        }

        @Test
        void with_a_job_that_is_killed() {
            push(client, device.addFence(() -> "never"));
            work.runAll();
            device.close(client);
        }

        @Test
        void with_a_teardown() {
            start(client);
            device.close(client);
            device.teardown(ring);
        }
    }

    @Test
    void strict_invariants_stop_the_run() {
        SchedulerInvariants strict = SchedulerInvariants.strict(work.clock());
        Fence outside = device.addFence(() -> "outside");
        device.signal(outside, null);

        assertThatExceptionOfType(ViolationException.class)
                .isThrownBy(() -> strict.tracepoints().signaled(outside))
                .withMessageContaining("a fence signals exactly once")
                .satisfies(thrown -> assertThat(thrown.violation().events()).isEqualTo(1));
    }

    @Test
    void a_device_must_be_named_before_its_state_can_be_checked() {
        SchedulerInvariants unwatching = SchedulerInvariants.strict(work.clock());

        assertThatIllegalStateException().isThrownBy(unwatching::afterStep);
    }
}
