package io.gpusched.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel's functions, one by one, as a driver sees what they do. Times are microseconds. */
class SchedulerTest {
    private static final Policy FIFO = new Fifo();

    private final Machine machine = new Machine();

    private List<Long> freed() {
        return machine.events.stream()
                .filter(Event.JobFreed.class::isInstance)
                .map(each -> ((Event.JobFreed) each).job())
                .toList();
    }

    private static Errno errorOf(Job job) {
        return job.fences().finished().error();
    }

    private static long endMicros(Job job) {
        return job.fences().finished().timestampNanos() / 1_000;
    }

    @Nested
    class Submission {
        private final Scheduler scheduler = machine.scheduler(2);
        private final Entity entity = machine.entity(Priority.NORMAL, scheduler);

        @Test
        void jobs_of_an_entity_run_in_the_order_of_their_numbers_within_the_credits() {
            Job first = machine.push(entity, 10);
            Job second = machine.push(entity, 10);
            Job third = machine.push(entity, 10);

            machine.runTo(5);
            assertThat(machine.runOrder()).containsExactly(0L, 1L);
            machine.runOut();

            assertThat(machine.runOrder()).containsExactly(0L, 1L, 2L);
            assertThat(List.of(first, second, third))
                    .extracting(job -> job.fences().finished().seqno())
                    .containsExactly(1L, 2L, 3L);
        }

        @Test
        void a_job_is_armed_with_fences_that_signal_when_it_starts_and_ends() {
            Entity alone = machine.entity(Priority.NORMAL, machine.scheduler(1));
            machine.push(alone, 10);
            Job job = machine.push(alone, 20);
            Fence scheduled = job.fences().scheduled();

            machine.runOut();

            assertThat(scheduled.timestampNanos()).isEqualTo(10_000);
            assertThat(endMicros(job)).isEqualTo(30);
        }

        @Test
        void every_job_is_freed_once_in_the_order_of_starting() {
            for (int i = 0; i < 5; i++) {
                machine.push(entity, 10);
            }

            machine.runOut();

            assertThat(freed()).containsExactly(0L, 1L, 2L, 3L, 4L);
        }

        @Test
        void a_refused_job_ends_with_the_error_of_the_hardware() {
            Job refused = machine.push(entity, new GpuWork(10_000, 0, Errno.EIO, null));

            machine.runOut();

            assertThat(errorOf(refused)).isEqualTo(Errno.EIO);
            assertThat(endMicros(refused)).isZero();
            assertThat(freed()).containsExactly(0L);
        }

        @Test
        void an_error_of_the_hardware_becomes_that_of_the_finished_fence() {
            Job failed = machine.push(entity, new GpuWork(10_000, 0, null, Errno.EIO));

            machine.runOut();

            assertThat(errorOf(failed)).isEqualTo(Errno.EIO);
            assertThat(endMicros(failed)).isEqualTo(10);
        }

        @Test
        void an_urgent_entity_goes_before_one_that_is_not() {
            Entity urgent = machine.entity(Priority.HIGH, scheduler);
            machine.push(entity, 10);
            machine.push(entity, 10);
            machine.runTo(1);
            machine.push(entity, 10);
            machine.push(urgent, 10);

            machine.runOut();

            assertThat(machine.runOrder()).containsExactly(0L, 1L, 3L, 2L);
        }
    }

    @Nested
    class LoadBalancing {
        private final Scheduler first = machine.scheduler(1);
        private final Scheduler second = machine.scheduler(1);
        private final Entity entity = machine.entity(Priority.NORMAL, first, second);

        @Test
        void the_least_loaded_scheduler_is_picked_and_the_first_of_the_list_on_a_tie() {
            machine.push(machine.entity(Priority.NORMAL, first), 100);

            Job job = machine.push(entity, 10);
            Job other = machine.push(machine.entity(Priority.NORMAL, first, second), 10);

            assertThat(job.scheduler()).isSameAs(second);
            assertThat(other.scheduler()).isSameAs(first);
        }

        @Test
        void one_that_is_not_ready_is_not_picked() {
            first.setEligible(false);

            assertThat(machine.push(entity, 10).scheduler()).isSameAs(second);
        }

        @Test
        void an_entity_stays_while_a_job_of_it_is_queued_or_running() {
            Job job = machine.push(entity, 100);
            machine.push(machine.entity(Priority.NORMAL, first), 100);
            machine.runTo(10);

            assertThat(job.scheduler()).isSameAs(first);
            assertThat(machine.push(entity, 10).scheduler()).isSameAs(first);
        }

        @Test
        void another_list_of_schedulers_counts_from_the_next_job_of_an_idle_entity() {
            machine.device.setSchedulers(entity, List.of(second));

            assertThat(machine.push(entity, 10).scheduler()).isSameAs(second);
        }
    }

    @Nested
    class StoppingAndKilling {
        private final Scheduler scheduler = machine.scheduler(1);
        private final Entity entity = machine.entity(Priority.NORMAL, scheduler);

        @Test
        void nothing_starts_and_nothing_is_freed_while_submission_is_stopped() {
            machine.push(entity, 10);
            machine.push(entity, 10);
            machine.runTo(1);

            machine.device.stop(scheduler);
            machine.runTo(50);
            assertThat(scheduler.isPaused()).isTrue();
            assertThat(machine.runOrder()).containsExactly(0L);
            assertThat(freed()).isEmpty();
            machine.device.start(scheduler);
            machine.runOut();

            assertThat(machine.runOrder()).containsExactly(0L, 1L);
            assertThat(freed()).containsExactly(0L, 1L);
        }

        @Test
        void queued_jobs_of_a_closed_entity_end_after_what_they_waited_for() {
            Fence memory = machine.device.addFence(() -> "memory");
            Job running = machine.push(entity, 10);
            machine.runTo(1);
            Job queued = machine.push(entity, 10, memory);

            machine.device.close(entity);
            machine.runTo(50);
            assertThat(queued.fences().finished().isSignaled()).isFalse();
            machine.device.signal(memory, null);
            machine.runOut();

            assertThat(errorOf(running)).isNull();
            assertThat(errorOf(queued)).isEqualTo(Errno.ESRCH);
            assertThat(freed()).containsExactly(0L, 1L);
        }
    }

    @Nested
    class Timeouts {
        private Entity entityOn(OnTimeout onTimeout) {
            return machine.entity(Priority.NORMAL, machine.scheduler(FIFO, 2, 100_000, onTimeout));
        }

        private List<Verdict> verdicts() {
            return machine.events.stream()
                    .filter(Event.TimedOut.class::isInstance)
                    .map(each -> ((Event.TimedOut) each).verdict())
                    .toList();
        }

        @Test
        void a_hang_is_blamed_and_the_jobs_of_the_guilty_entity_are_cancelled() {
            Entity entity = entityOn(OnTimeout.RESET);
            Job bad = machine.push(entity, new GpuWork(10_000, 1, null, null));
            Job behind = machine.push(entity, 10);
            Job innocent = machine.push(machine.entity(Priority.NORMAL, entity.scheduler()), 10);

            machine.runOut();

            assertThat(bad.karma()).isEqualTo(1);
            assertThat(entity.isGuilty()).isTrue();
            assertThat(errorOf(bad)).isEqualTo(Errno.ECANCELED);
            assertThat(errorOf(behind)).isEqualTo(Errno.ECANCELED);
            assertThat(errorOf(innocent)).isNull();
        }

        @Test
        void a_hang_of_kernel_priority_is_nobodys_fault_and_runs_again() {
            Entity entity = machine.entity(Priority.KERNEL, machine.scheduler(FIFO, 2, 100_000, OnTimeout.RESET));
            Job bad = machine.push(entity, new GpuWork(10_000, 1, null, null));

            machine.runOut();

            assertThat(bad.karma()).isZero();
            assertThat(errorOf(bad)).isNull();
            assertThat(endMicros(bad)).isEqualTo(110);
        }

        @Test
        void a_false_alarm_puts_the_job_back() {
            Job slow = machine.push(entityOn(OnTimeout.NOHANG), 150);

            machine.runOut();

            assertThat(verdicts()).containsExactly(Verdict.NO_HANG);
            assertThat(errorOf(slow)).isNull();
            assertThat(freed()).containsExactly(0L);
        }

        @Test
        void a_fault_runs_the_handler_at_once() {
            Entity entity = entityOn(OnTimeout.SIGNAL);
            Job job = machine.push(entity, 1_000);
            machine.runTo(20);

            machine.device.fault(entity.scheduler());
            machine.runOut();

            assertThat(endMicros(job)).isEqualTo(20);
            assertThat(errorOf(job)).isEqualTo(Errno.ETIMEDOUT);
        }

        @ParameterizedTest
        @EnumSource(OnTimeout.class)
        void every_verdict_comes_after_the_timeout(OnTimeout onTimeout) {
            machine.push(entityOn(onTimeout), new GpuWork(10_000, 1, null, null));

            machine.runTo(100);

            assertThat(verdicts())
                    .containsExactly(
                            switch (onTimeout) {
                                case SIGNAL, RESET -> Verdict.RESET;
                                case NOHANG -> Verdict.NO_HANG;
                                case ENODEV -> Verdict.ENODEV;
                            });
        }
    }

    @Nested
    class WhatTheHardwareMaySay {
        /** Does nothing at once, after its own last dependency. */
        private static final class Preparing implements Hardware {
            private Fence last;

            @Override
            public Launch run(HardwareJob job, Completion completion) {
                return Launch.Accepted.NOTHING;
            }

            @Override
            public Verdict timedOut(HardwareJob job, Recovery recovery) {
                return Verdict.ENODEV;
            }

            @Override
            public void free(HardwareJob job) {}

            @Override
            public Fence prepare(HardwareJob job) {
                return last.isSignaled() ? null : last;
            }
        }

        @Test
        void its_own_last_dependency_is_waited_for_and_a_job_without_a_run_is_done() {
            Preparing hardware = new Preparing();
            hardware.last = machine.device.addFence(() -> "ring space");
            Scheduler scheduler = machine.device.addScheduler(
                    new SchedulerSettings("ring", FIFO, 1, Nanos.NO_LIMIT, 0, null, SchedulerSettings.ALL_PRIORITIES),
                    hardware);
            Job job = machine.push(machine.entity(Priority.NORMAL, scheduler), 10);
            machine.runOut();
            assertThat(machine.runOrder()).isEmpty();

            machine.device.signal(hardware.last, null);
            machine.runOut();

            assertThat(job.fences().finished().isSignaled()).isTrue();
            assertThat(freed()).containsExactly(0L);
        }
    }

    @Test
    void the_tracepoints_of_a_job_come_in_the_order_of_linux() {
        Scheduler scheduler = machine.scheduler(1);
        Fence fence = machine.device.addFence(() -> "x0");
        machine.push(machine.entity(Priority.NORMAL, scheduler), 10, fence);
        machine.runTo(1);
        machine.device.signal(fence, null);

        machine.runOut();

        assertThat(machine.events)
                .extracting(each -> each.getClass().getSimpleName())
                .containsExactly(
                        "JobQueued",
                        "DependencyAdded",
                        "JobUnschedulable",
                        "FenceSignaled",
                        "JobRun",
                        "JobSubmitted",
                        "FenceSignaled",
                        "JobDone",
                        "FenceSignaled",
                        "JobFreed");
        assertThat(machine.events.get(1)).isEqualTo(new Event.DependencyAdded(0, 0, new FenceName.External("x0")));
    }
}
