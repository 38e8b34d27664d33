package io.gpusched.application.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.testkit.ManualDevice;
import io.gpusched.testkit.ManualGpu;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Timeouts, and what a handler can do about them. */
final class RecoveryTest {
    private static final long TIMEOUT = 1_000;
    private final ManualDevice machine = new ManualDevice();
    private final Scheduler ring = machine.scheduler(4, TIMEOUT, 0);
    private final ManualGpu gpu = machine.gpu(ring);
    private final Entity client = machine.entity(ring);
    private final Entity other = machine.entity(ring);

    @Nested
    class The_timeout {
        @Test
        void comes_when_the_first_job_takes_too_long_and_not_before() {
            machine.submit(client);
            machine.advance(TIMEOUT - 1);
            assertThat(gpu.calls()).containsExactly("run 0");

            machine.advance(1);

            assertThat(gpu.calls()).containsExactly("run 0", "timeout 0");
        }

        @Test
        void starts_anew_for_each_job_that_starts_as_in_linux() {
            machine.submit(client);
            machine.advance(TIMEOUT - 1);
            machine.submit(client);
            machine.advance(TIMEOUT - 1);
            assertThat(gpu.calls()).containsExactly("run 0", "run 1");

            machine.advance(1);

            assertThat(gpu.calls()).contains("timeout 0");
        }

        @Test
        void starts_anew_for_the_job_behind_one_that_is_done() {
            Job first = machine.submit(client);
            machine.submit(client);
            machine.advance(TIMEOUT - 100);
            gpu.complete(first);
            machine.advance(TIMEOUT - 1);
            assertThat(gpu.calls()).doesNotContain("timeout 1");

            machine.advance(1);

            assertThat(gpu.calls()).contains("timeout 1");
        }

        @Test
        void does_not_come_when_nothing_is_on_the_hardware() {
            Job job = machine.submit(client);
            machine.runAll();
            gpu.complete(job);
            machine.advance(10 * TIMEOUT);

            assertThat(gpu.calls()).containsExactly("run 0", "free 0");
            assertThat(machine.work().timers().armed()).isZero();
        }

        @Test
        void comes_at_once_when_the_hardware_reports_a_fault() {
            machine.submit(client);
            machine.runAll();

            machine.device().fault(ring);
            machine.runAll();

            assertThat(gpu.calls()).containsExactly("run 0", "timeout 0");
        }
    }

    @Nested
    class A_false_alarm {
        @Test
        void puts_the_job_back_and_times_it_anew() {
            gpu.onTimeout((hardware, job, recovery) -> Verdict.NO_HANG);
            Job job = machine.submit(client);
            machine.advance(2 * TIMEOUT);
            assertThat(gpu.calls()).containsExactly("run 0", "timeout 0", "timeout 0");

            gpu.complete(job);
            machine.runAll();

            assertThat(gpu.calls()).endsWith("free 0");
        }

        @Test
        void frees_a_job_that_the_handler_killed_and_leaves_the_others_alone() {
            gpu.onTimeout((hardware, job, recovery) -> {
                hardware.fail(job, Errno.ETIMEDOUT);
                return Verdict.KILLED;
            });
            Job killed = machine.submit(client);
            Job beside = machine.submit(other);

            machine.advance(TIMEOUT);

            assertThat(gpu.calls()).containsExactly("run 0", "run 1", "timeout 0", "free 0");
            assertThat(killed.error()).isEqualTo(Errno.ETIMEDOUT);
            assertThat(gpu.running()).containsExactly(beside);
        }

        @Test
        void comes_again_for_a_job_that_was_to_be_killed_and_does_not_end() {
            gpu.onTimeout((hardware, job, recovery) -> Verdict.KILLED);
            machine.submit(client);

            machine.advance(2 * TIMEOUT);

            assertThat(gpu.calls()).containsExactly("run 0", "timeout 0", "timeout 0");
        }

        @Test
        void refuses_a_reset_after_which_nobody_ends_the_job() {
            gpu.onTimeout((hardware, job, recovery) -> Verdict.RESET);
            machine.submit(client);

            assertThatIllegalStateException()
                    .isThrownBy(() -> machine.advance(TIMEOUT))
                    .withMessageContaining("returned RESET for job 0, but neither stopped the scheduler nor released");
        }

        @Test
        void frees_a_job_that_finished_while_the_handler_looked_at_it() {
            gpu.onTimeout((hardware, job, recovery) -> {
                hardware.complete(job);
                return Verdict.NO_HANG;
            });
            machine.submit(client);

            machine.advance(TIMEOUT);

            assertThat(gpu.calls()).containsExactly("run 0", "timeout 0", "free 0");
        }
    }

    @Nested
    class A_reset {
        @Test
        void runs_innocent_jobs_again_and_ends_those_of_the_guilty() {
            gpu.onTimeout(ManualGpu::reset);
            Job bad = machine.submit(client);
            Job innocent = machine.submit(other);

            machine.advance(TIMEOUT);

            assertThat(client.isGuilty()).isTrue();
            assertThat(bad.fences().finished().error()).isEqualTo(Errno.ECANCELED);
            assertThat(gpu.calls()).containsExactly("run 0", "run 1", "timeout 0", "run 0", "run 1", "free 0");
            assertThat(gpu.running()).containsExactly(innocent);
        }

        @Test
        void never_blames_the_kernel() {
            gpu.onTimeout(ManualGpu::reset);
            Entity kernel = machine.entity(Priority.KERNEL, ring);
            Job job = machine.submit(kernel);

            machine.advance(3 * TIMEOUT);

            assertThat(job.karma()).isZero();
            assertThat(gpu.running()).containsExactly(job);
        }

        @Test
        void without_a_resubmission_ends_what_was_on_the_hardware() {
            gpu.onTimeout((hardware, job, recovery) -> {
                recovery.stop();
                recovery.start(null);
                return Verdict.RESET;
            });
            Job bad = machine.submit(client);
            Job innocent = machine.submit(other);

            machine.advance(TIMEOUT);

            assertThat(bad.fences().finished().error()).isEqualTo(Errno.ECANCELED);
            assertThat(innocent.fences().finished().error()).isEqualTo(Errno.ECANCELED);
            assertThat(ring.credits().inFlight()).isZero();
        }

        @Test
        void ends_with_the_error_that_the_handler_names() {
            gpu.onTimeout((hardware, job, recovery) -> {
                recovery.stop();
                recovery.start(Errno.ETIME);
                return Verdict.RESET;
            });
            Job bad = machine.submit(client);

            machine.advance(TIMEOUT);

            assertThat(bad.fences().finished().error()).isEqualTo(Errno.ETIME);
        }

        @Test
        void frees_a_bad_job_that_had_finished_only_after_the_handler() {
            gpu.onTimeout((hardware, job, recovery) -> {
                hardware.complete(job);
                recovery.stop();
                assertThat(hardware.calls()).doesNotContain("free 0");
                recovery.start(null);
                return Verdict.RESET;
            });
            machine.submit(client);

            machine.advance(TIMEOUT);

            assertThat(gpu.calls()).containsExactly("run 0", "timeout 0", "free 0");
        }

        @Test
        void frees_finished_jobs_last_first() {
            Job first = machine.submit(client);
            Job second = machine.submit(client);
            machine.runAll();
            machine.device().stop(ring);
            gpu.complete(first);
            gpu.complete(second);

            Recovery recovery = machine.device().recovery(ring, null);
            recovery.stop();

            assertThat(gpu.calls()).containsExactly("run 0", "run 1", "free 1", "free 0");
        }

        @Test
        void ends_a_job_that_the_hardware_refuses_the_second_time() {
            Job job = machine.submit(client);
            gpu.onTimeout((hardware, bad, recovery) -> {
                hardware.answer(bad.id(), new Launch.Refused(Errno.EIO));
                return ManualGpu.reset(hardware, bad, recovery);
            });

            machine.advance(TIMEOUT);

            assertThat(job.fences().finished().error()).isNotNull();
            assertThat(gpu.calls()).endsWith("free 0");
        }

        @Test
        void of_no_job_in_particular_blames_nobody() {
            Recovery recovery = machine.device().recovery(ring, null);

            assertThatIllegalStateException().isThrownBy(recovery::increaseKarma);
            assertThatIllegalStateException().isThrownBy(recovery::release);
        }
    }

    @Test
    void a_device_that_is_gone_keeps_the_job_for_ever_as_in_linux() {
        gpu.onTimeout((hardware, job, recovery) -> Verdict.ENODEV);
        Job job = machine.submit(client);
        machine.advance(TIMEOUT);
        gpu.complete(job);
        machine.advance(10 * TIMEOUT);

        assertThat(job.fences().finished().isSignaled()).isTrue();
        assertThat(gpu.calls()).containsExactly("run 0", "timeout 0");
        assertThat(ring.pending().isEmpty()).isTrue();
    }
}
