package io.gpusched.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.event.Event;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.order.SingleEntity;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a driver may do with a scheduler beside pushing jobs. */
class DriverInterfaceTest {
    private final Machine machine = new Machine();

    @Nested
    class Messages {
        private final Scheduler scheduler = machine.scheduler(1);
        private final Entity entity = machine.entity(Priority.NORMAL, scheduler);
        private final List<String> order = new ArrayList<>();

        @Test
        void keep_their_place_among_free_and_run_work() {
            Job job = machine.push(entity, 10);
            // The callback runs inside the completion, which queues free work after it; free work then queues run work.
            job.fences().finished().addCallback(fence -> machine.device.send(scheduler, () -> order.add("message")));
            machine.push(entity, 10);

            machine.runTo(10);

            assertThat(order).containsExactly("message");
            assertThat(namesSince(10_000))
                    .startsWith("JobDone", "FenceSignaled", "MessageSent", "MessageProcessed", "JobFreed", "JobRun");
        }

        private List<String> namesSince(long nanos) {
            return machine.events.stream()
                    .filter(event -> event.nanos() >= nanos)
                    .map(event -> event.getClass().getSimpleName())
                    .toList();
        }

        @Test
        void are_processed_in_order_one_a_turn() {
            machine.device.send(scheduler, () -> order.add("first"));
            machine.device.send(scheduler, () -> order.add("second"));
            machine.push(entity, 10);
            entityRuns();

            machine.runTo(1);

            assertThat(order).containsExactly("first", "run", "second");
        }

        /** Notes when the job goes to the hardware. */
        private void entityRuns() {
            Job job = entity.firstJob();
            assertThat(job).isNotNull();
            job.fences().scheduled().addCallback(fence -> order.add("run"));
        }

        @Test
        void wait_while_submission_is_stopped() {
            machine.device.stop(scheduler);
            machine.device.send(scheduler, () -> order.add("message"));
            machine.runTo(1);
            assertThat(order).isEmpty();

            machine.device.start(scheduler);
            machine.runTo(2);

            assertThat(order).containsExactly("message");
        }
    }

    @Nested
    class OneEntityForEachScheduler {
        private final Scheduler scheduler = machine.scheduler(new SingleEntity(), 2, Nanos.NO_LIMIT, OnTimeout.SIGNAL);

        @Test
        void runs_its_jobs_in_order_within_the_credits() {
            Entity entity = machine.entity(Priority.NORMAL, scheduler);
            for (int i = 0; i < 4; i++) {
                machine.push(entity, 10);
            }

            machine.runTo(1);
            assertThat(machine.runOrder()).containsExactly(0L, 1L);
            machine.runOut();

            assertThat(machine.runOrder()).containsExactly(0L, 1L, 2L, 3L);
        }

        @Test
        void refuses_a_second_entity_until_the_first_is_closed() {
            Entity first = machine.entity(Priority.NORMAL, scheduler);

            assertThatThrownBy(() -> machine.entity(Priority.NORMAL, scheduler))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one entity");
            machine.device.close(first);

            assertThat(machine.entity(Priority.NORMAL, scheduler).scheduler()).isSameAs(scheduler);
        }
    }

    @Nested
    class RunQueues {
        @Test
        void fewer_run_queues_share_the_last_one() {
            Scheduler two = machine.device.addScheduler(
                    new SchedulerSettings("ring", new Fifo(), 1, Nanos.NO_LIMIT, 0, null, 2),
                    new SimulatedGpu(machine.time, OnTimeout.SIGNAL));
            Entity low = machine.entity(Priority.LOW, two);
            Entity high = machine.entity(Priority.HIGH, two);
            Entity kernel = machine.entity(Priority.KERNEL, two);
            machine.push(low, 10);
            machine.runTo(1);
            machine.push(low, 10);
            machine.runTo(2);
            machine.push(high, 10);
            machine.push(kernel, 10);

            machine.runOut();

            // Low and high share the second queue, so the older low jobs go before the high one.
            assertThat(two.runQueueCount()).isEqualTo(2);
            assertThat(machine.runOrder()).containsExactly(0L, 3L, 1L, 2L);
        }

        @Test
        void each_scheduler_has_its_own_policy() {
            Scheduler fifo = machine.scheduler(new Fifo(), 1, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
            Scheduler rr = machine.scheduler(new RoundRobin(), 1, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
            for (Scheduler each : List.of(fifo, rr)) {
                Entity filler = machine.entity(Priority.NORMAL, each);
                Entity one = machine.entity(Priority.NORMAL, each);
                Entity two = machine.entity(Priority.NORMAL, each);
                machine.push(filler, 100);
                machine.runTo(machine.time.nanos() / 1_000 + 1);
                machine.push(one, 10);
                machine.runTo(machine.time.nanos() / 1_000 + 1);
                machine.push(one, 10);
                machine.runTo(machine.time.nanos() / 1_000 + 1);
                machine.push(two, 10);
            }

            machine.runOut();

            assertThat(machine.runOrder().stream().filter(job -> job < 4)).containsExactly(0L, 1L, 2L, 3L);
            assertThat(machine.runOrder().stream().filter(job -> job >= 4)).containsExactly(4L, 5L, 7L, 6L);
        }
    }

    @Nested
    class Timeouts {
        private final Scheduler scheduler = machine.scheduler(new Fifo(), 2, 100_000, OnTimeout.NOHANG);
        private final Entity entity = machine.entity(Priority.NORMAL, scheduler);

        @Test
        void a_new_timeout_holds_from_the_next_arming() {
            machine.push(entity, 1_000);
            machine.runTo(50);
            scheduler.setTimeoutNanos(20_000);

            machine.runTo(130);

            // Armed for 100 at the start; then every 20.
            assertThat(timeoutMicros()).containsExactly(100L, 120L);
        }

        @Test
        void now_means_at_once_and_after_every_start() {
            Scheduler signalling = machine.scheduler(new Fifo(), 2, 100_000, OnTimeout.SIGNAL);
            Entity hasty = machine.entity(Priority.NORMAL, signalling);
            machine.push(hasty, 1_000);
            machine.runTo(50);

            machine.device.timeOutNow(signalling);
            machine.runTo(60);
            machine.push(hasty, 1_000);
            machine.runTo(70);

            assertThat(timeoutMicros()).containsExactly(50L, 60L);
        }

        @Test
        void now_does_nothing_when_no_job_is_pending() {
            machine.device.timeOutNow(scheduler);
            machine.runTo(10);

            assertThat(timeoutMicros()).isEmpty();
        }

        @Test
        void resuming_with_nothing_pending_arms_nothing() {
            machine.device.suspendTimeout(scheduler);
            machine.device.resumeTimeout(scheduler, 10_000);
            machine.runTo(50);

            assertThat(timeoutMicros()).isEmpty();
            assertThat(machine.device.suspendTimeout(scheduler)).isEqualTo(100_000);
        }

        private List<Long> timeoutMicros() {
            return machine.events.stream()
                    .filter(Event.TimedOut.class::isInstance)
                    .map(event -> event.nanos() / 1_000)
                    .toList();
        }
    }

    @Nested
    class ResetsOfTheDriversOwn {
        private final Scheduler scheduler = machine.scheduler(2);
        private final Entity entity = machine.entity(Priority.NORMAL, scheduler);

        @Test
        void pending_jobs_can_be_looked_at_while_stopped_only() {
            Job first = machine.push(entity, 100);
            Job second = machine.push(entity, 100);
            machine.push(entity, 100);
            machine.runTo(10);

            assertThatThrownBy(() -> machine.device.pendingJobs(scheduler)).isInstanceOf(IllegalStateException.class);
            machine.device.stop(scheduler);

            assertThat(machine.device.pendingJobs(scheduler)).containsExactly(first, second);
            assertThat(first.isSignaled()).isFalse();
        }

        @Test
        void a_reset_without_a_bad_job_runs_everything_again() {
            Job first = machine.push(entity, 100);
            Job second = machine.push(entity, 100);
            machine.runTo(10);

            Recovery recovery = machine.device.recovery(scheduler, null);
            recovery.stop();
            assertThat(scheduler.credits().inFlight()).isZero();
            recovery.resubmit();
            recovery.start(null);
            machine.runOut();

            assertThat(first.fences().finished().error()).isNull();
            assertThat(second.fences().finished().error()).isNull();
            assertThat(scheduler.credits().inFlight()).isZero();
            // The simulated ring was not emptied, so it ran both twice; the first runs were ignored.
            assertThat(machine.device.ignoredCompletions(scheduler)).isEqualTo(2);
        }

        @Test
        void a_start_without_resubmission_ends_the_jobs_with_the_given_error() {
            Job first = machine.push(entity, 100);
            machine.runTo(10);

            Recovery recovery = machine.device.recovery(scheduler, null);
            recovery.stop();
            recovery.start(Errno.EIO);
            machine.runOut();

            assertThat(first.fences().finished().error()).isEqualTo(Errno.EIO);
        }

        @Test
        void blame_needs_a_bad_job() {
            assertThatThrownBy(() -> machine.device.recovery(scheduler, null).increaseKarma())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void the_last_error_of_an_entity_is_that_of_its_last_job() {
        Entity entity = machine.entity(Priority.NORMAL, machine.scheduler(1));
        assertThat(entity.lastError()).isNull();

        machine.push(entity, new GpuWork(10_000, 0, null, Errno.EIO));
        machine.runOut();

        assertThat(entity.lastError()).isEqualTo(Errno.EIO);
    }

    @Test
    void a_dependency_that_must_not_be_pipelined_is_waited_for_to_its_end() {
        Scheduler scheduler = machine.scheduler(2);
        Job before = machine.push(machine.entity(Priority.NORMAL, scheduler), 10);
        before.fences().finished().forbidPipelining();

        Job behind = machine.push(
                machine.entity(Priority.NORMAL, scheduler), 10, before.fences().finished());
        machine.runOut();

        assertThat(behind.fences().scheduledNanos()).isEqualTo(10_000);
    }

    @Test
    void teardown_cancels_what_is_on_the_hardware_and_frees_it() {
        Scheduler scheduler = machine.scheduler(2);
        Entity entity = machine.entity(Priority.NORMAL, scheduler);
        Job running = machine.push(entity, 100);
        machine.runTo(10);
        machine.device.close(entity);

        machine.device.teardown(scheduler);
        machine.runOut();

        Fence finished = running.fences().finished();
        assertThat(finished.error()).isEqualTo(Errno.ECANCELED);
        assertThat(scheduler.isEligible()).isFalse();
        assertThat(machine.device.isTornDown(scheduler)).isTrue();
        assertThat(scheduler.pending().isEmpty()).isTrue();
    }
}
