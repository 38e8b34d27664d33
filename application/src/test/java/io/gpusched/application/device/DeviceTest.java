package io.gpusched.application.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualDevice;
import io.vavr.control.Either;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device takes, what it refuses, and what becomes of jobs when their entity or scheduler goes. */
final class DeviceTest {
    private final ManualDevice machine = new ManualDevice();
    private final Device device = machine.device();
    private final Scheduler ring = machine.scheduler(2);
    private final Entity client = machine.entity(ring);

    @Nested
    class Refusals {
        @Test
        void a_closed_entity_takes_no_jobs() {
            device.close(client);

            Either<Rejection, Job> refused = device.submit(machine.job(client));

            assertThat(refused.getLeft()).isEqualTo(new Rejection.EntityKilled(client));
            assertThat(refused.getLeft().reason()).contains("closed");
        }

        @Test
        void a_refused_job_can_be_submitted_when_a_scheduler_is_ready_again() {
            Scheduler other = machine.scheduler(1);
            Entity choosy = machine.entity(ring, other);
            ring.setEligible(false);
            other.setEligible(false);
            UnarmedJob job = machine.job(choosy);

            Either<Rejection, Job> refused = device.submit(job);
            assertThat(refused.getLeft()).isEqualTo(new Rejection.NoEligibleScheduler(choosy));
            assertThat(machine.events()).isEmpty();

            other.setEligible(true);
            assertThat(device.submit(job).get().scheduler()).isSameAs(other);
        }

        @Test
        void where_linux_loses_a_job_it_is_lost_only_on_demand() {
            ManualDevice linux = new ManualDevice(new Fifo(), LinuxBugs.REPRODUCED);
            Entity entity = linux.entity(linux.scheduler(1));
            linux.device().close(entity);

            Job lost = linux.submit(entity);
            linux.runAll();

            assertThat(lost.fences().finished().isSignaled()).isFalse();
            assertThat(entity.queued()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({
            "0, 1, 0, 4, credit limit",
            "1, 0, 0, 4, timeout",
            "1, 1, -1, 4, hang limit",
            "1, 1, 0, 0, run queues",
            "1, 1, 0, 5, run queues"
        })
        void settings_check_themselves(int credits, long timeout, int hangs, int queues, String about) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SchedulerSettings("ring", new Fifo(), credits, timeout, hangs, null, queues))
                    .withMessageContaining(about);
        }

        @Test
        void a_scheduler_of_another_device_is_not_known() {
            Scheduler stranger = new ManualDevice().scheduler(1);

            assertThatIllegalArgumentException().isThrownBy(() -> device.stop(stranger));
        }
    }

    @Nested
    class A_stopped_scheduler {
        @Test
        void starts_and_frees_nothing_until_it_is_started() {
            Job first = machine.submit(client);
            machine.runAll();
            device.stop(ring);
            machine.submit(client);
            machine.gpu(ring).complete(first);
            machine.runAll();
            assertThat(machine.gpu(ring).calls()).containsExactly("run 0");

            device.start(ring);
            machine.runAll();

            assertThat(machine.gpu(ring).calls()).containsExactly("run 0", "run 1", "free 0");
        }

        @Test
        void shows_its_pending_jobs_in_the_order_of_their_start() {
            Job first = machine.submit(client);
            Job second = machine.submit(client);
            machine.runAll();
            device.stop(ring);

            assertThat(device.pendingJobs(ring)).containsExactly(first, second);
        }
    }

    @Nested
    class A_teardown {
        @Test
        void cancels_and_frees_the_last_job_first() {
            machine.submit(client);
            machine.submit(client);
            machine.runAll();
            device.close(client);

            device.teardown(ring);

            assertThat(machine.gpu(ring).calls())
                    .containsExactly("run 0", "run 1", "cancel 1", "free 1", "cancel 0", "free 0");
            assertThat(device.isTornDown(ring)).isTrue();
        }

        @Test
        void is_for_ever() {
            device.teardown(ring);

            assertThatIllegalStateException()
                    .isThrownBy(() -> device.start(ring))
                    .withMessageContaining("torn down");
        }

        @Test
        void ends_the_jobs_that_it_cancels_with_an_error() {
            Job job = machine.submit(client);
            machine.runAll();
            device.close(client);

            device.teardown(ring);

            assertThat(job.fences().finished().error()).isEqualTo(Errno.ECANCELED);
        }
    }

    @Nested
    class A_flush {
        @Test
        void ends_when_the_last_queued_job_is_on_the_hardware() {
            machine.submit(client);
            machine.submit(client);
            Fence flushed = device.flush(client, 1_000);

            machine.work().runNext();
            assertThat(flushed.isSignaled()).isFalse();

            machine.work().runNext();
            assertThat(flushed.isSignaled()).isTrue();
            assertThat(flushed.error()).isNull();
        }

        @Test
        void that_takes_too_long_ends_with_an_error() {
            machine.submit(client, machine.fence());
            Fence flushed = device.flush(client, 1_000);

            machine.advance(1_000);

            assertThat(flushed.error()).isEqualTo(Errno.ETIME);
        }

        @Test
        void ends_once_even_if_the_end_of_another_one_closes_the_entity() {
            machine.submit(client);
            Fence destroyed = device.destroy(client);
            Fence flushed = device.flush(client, 1_000);

            machine.runAll();

            assertThat(destroyed.isSignaled()).isTrue();
            assertThat(flushed.isSignaled()).isTrue();
            assertThat(client.isStopped()).isTrue();
        }

        @Test
        void ends_once_even_if_a_teardown_closes_the_entity() {
            machine.submit(client, machine.fence());
            Fence destroyed = device.destroy(client);
            Fence flushed = device.flush(client, 1_000);

            device.teardown(ring);

            assertThat(destroyed.error()).isEqualTo(Errno.ENODEV);
            assertThat(flushed.isSignaled()).isTrue();
        }
    }
}
