package io.gpusched.application.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.testkit.ManualDevice;
import io.gpusched.testkit.ManualGpu;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a completion means, and when it means nothing. */
final class AttemptTest {
    private static final long TIMEOUT = 1_000;
    private final ManualDevice machine = new ManualDevice();
    private final Scheduler ring = machine.scheduler(2, TIMEOUT, 3);
    private final ManualGpu gpu = machine.gpu(ring);
    private final Entity client = machine.entity(ring);

    private long ignored() {
        return machine.device().ignoredCompletions(ring);
    }

    @Nested
    class Counts {
        private final Job job = machine.submit(client);

        @Test
        void once() {
            machine.runAll();
            gpu.complete(job);

            assertThat(job.fences().finished().isSignaled()).isTrue();
            assertThat(job.fences().finished().error()).isNull();
            assertThat(ignored()).isZero();
        }

        @Test
        void with_its_error() {
            machine.runAll();
            gpu.fail(job, Errno.EIO);

            assertThat(job.fences().finished().error()).isEqualTo(Errno.EIO);
        }

        @Test
        void on_the_writer_when_it_comes_from_another_thread() {
            machine.runAll();
            machine.work().pretendOtherThread(() -> gpu.complete(job));
            assertThat(job.fences().finished().isSignaled()).isFalse();

            machine.runAll();
            assertThat(job.fences().finished().isSignaled()).isTrue();
        }
    }

    @Nested
    class Is_ignored_and_counted {
        private final Job job = machine.submit(client);

        @Test
        void the_second_time() {
            machine.runAll();
            Completion completion = gpu.take(job);
            completion.complete();
            completion.fail(Errno.EIO);
            machine.runAll();

            assertThat(ignored()).isEqualTo(1);
            assertThat(job.fences().finished().error()).isNull();
            assertThat(gpu.calls()).containsExactly("run 0", "free 0");
        }

        @Test
        void after_a_reset_took_the_run_away() {
            gpu.onTimeout(ManualGpu::reset);
            machine.runAll();
            Completion early = gpu.take(job);
            machine.advance(TIMEOUT);

            early.complete();
            assertThat(job.fences().finished().isSignaled()).isFalse();
            assertThat(ignored()).isEqualTo(1);

            gpu.complete(job);
            assertThat(job.fences().finished().isSignaled()).isTrue();
        }

        @Test
        void after_the_job_was_given_up() {
            machine.runAll();
            Completion late = gpu.take(job);
            gpu.onTimeout((hardware, bad, recovery) -> {
                late.fail(Errno.ETIMEDOUT);
                return ManualGpu.giveUp(hardware, bad, recovery);
            });
            machine.advance(TIMEOUT);

            late.complete();

            assertThat(ignored()).isEqualTo(1);
            assertThat(job.fences().finished().error()).isEqualTo(Errno.ETIMEDOUT);
        }

        @Test
        void after_the_teardown() {
            machine.runAll();
            Completion late = gpu.take(job);
            machine.device().close(client);
            machine.device().teardown(ring);

            late.complete();

            assertThat(ignored()).isEqualTo(1);
            assertThat(job.fences().finished().error()).isEqualTo(Errno.ECANCELED);
        }
    }

    @Nested
    class Without_one {
        @Test
        void a_job_with_nothing_to_do_is_done() {
            gpu.answer(0, Launch.Accepted.NOTHING);
            Job job = machine.submit(client);

            machine.runAll();

            assertThat(job.fences().finished().error()).isNull();
            assertThat(gpu.calls()).containsExactly("run 0", "free 0");
        }

        @Test
        void a_refused_job_is_done_with_the_error() {
            gpu.answer(0, new Launch.Refused(Errno.ENODEV));
            Job job = machine.submit(client);

            machine.runAll();

            assertThat(job.fences().finished().error()).isEqualTo(Errno.ENODEV);
            assertThat(gpu.calls()).containsExactly("run 0", "free 0");
        }
    }
}
