package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.application.rules.violation.ViolationException;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Preparation;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each rule trips when the fault is planted that it is there for. Before the fault, nothing trips. */
final class SchedulerInvariantsTest {
    private static final long TIMEOUT = 1_000;
    private final ManualWork work = new ManualWork();
    private final TamperedWriter writer = new TamperedWriter(work);
    private final ManualGpu gpu = new ManualGpu();
    private final SchedulerInvariants invariants = SchedulerInvariants.gathering(work.clock());
    private final Device device = new Device(writer, invariants.tracepoints());
    private final Scheduler ring = device.addScheduler(
            new SchedulerSettings("ring", new Fifo(), 2, TIMEOUT, 3, null, SchedulerSettings.ALL_PRIORITIES), gpu);
    private final Entity client = device.addEntity(Priority.NORMAL, List.of(ring));
    private final Entity other = device.addEntity(Priority.NORMAL, List.of(ring));
    private long jobs;

    @BeforeEach
    void watch() {
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    private Job push(Entity entity, Fence... dependencies) {
        UnarmedJob job = new UnarmedJob(jobs++, entity, 1, "work");
        for (Fence each : dependencies) {
            job.addDependency(each);
        }
        return device.submit(job).get();
    }

    /** Pushes a job and runs until it is on the hardware; all is well so far. */
    private Job start(Entity entity) {
        Job job = push(entity);
        work.runAll();
        assertThat(gpu.running()).contains(job);
        assertThat(invariants.violations()).isEmpty();
        return job;
    }

    private void tripsAfterStep(String rule) {
        invariants.afterStep();
        trips(rule);
    }

    private void trips(String rule) {
        assertThat(invariants.violations()).isNotEmpty();
        assertThat(invariants.violations())
                .anySatisfy(each -> assertThat(each.rule().words()).contains(rule));
    }

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
            work.runAll();

            Leftovers leftovers = invariants.whenQuiet(job -> false);

            assertThat(leftovers).isEqualTo(new Leftovers(2, 2, 0, List.of()));
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

    @Nested
    class Credits {
        @Test
        void that_were_given_back_too_early() {
            ring.detach(start(client));

            tripsAfterStep("the credits in flight are the sum");
        }

        @Test
        void below_zero() {
            Job job = start(client);
            ring.detach(job);
            ring.detach(job);

            tripsAfterStep("0 to the limit");
        }

        @Test
        void above_the_limit() {
            Job job = start(client);
            ring.reattach(job);
            ring.reattach(job);

            tripsAfterStep("0 to the limit");
            push(other);
            invariants.tracepoints().jobRun(job);
            trips("are 0 to the limit");
        }
    }

    @Test
    void a_score_that_forgot_a_job() {
        Job job = start(client);
        ring.complete(job, 0);
        ring.reattach(job);

        tripsAfterStep("the score counts");
    }

    @Nested
    class The_pending_list {
        @Test
        void in_another_order() {
            Job first = start(client);
            start(client);
            ring.pending().remove(first);
            ring.pending().addLast(first);

            tripsAfterStep("in the order in which the jobs started");
        }

        @Test
        void without_a_job_that_ran() {
            ring.pending().remove(start(client));

            tripsAfterStep("on the pending list until it is freed or released");
        }

        @Test
        void not_restored_by_a_handler_that_found_a_hang_and_did_nothing() {
            gpu.onTimeout((hardware, job, recovery) -> Verdict.RESET);
            start(client);

            work.advance(TIMEOUT);

            trips("on the pending list until it is freed or released");
        }
    }

    @Nested
    class Wake_ups {
        private void dropQueuedWork() {
            for (Work each : work.queued()) {
                work.ordered("any").cancel(each);
            }
        }

        @Test
        void that_a_queue_lost_after_a_push() {
            push(client);
            dropQueuedWork();

            tripsAfterStep("who is ready and fits is looked at");
        }

        @Test
        void that_a_queue_lost_after_a_completion() {
            start(client);
            gpu.advance(1);
            dropQueuedWork();

            tripsAfterStep("a finished job at the head");
        }

        @Test
        void that_the_end_finds_still_queued() {
            push(client);

            invariants.whenQuiet(job -> false);

            trips("nothing is queued when nothing is left to do");
            trips("who is ready and fits is looked at");
            trips("every job that is still there has a cause");
        }
    }

    @Nested
    class Timeouts {
        @Test
        void that_a_reset_forgot_to_arm() {
            ring.setTimeoutNanos(Scheduler.NO_TIMEOUT);
            start(client);
            ring.setTimeoutNanos(TIMEOUT);
            invariants.tracepoints().started(ring);

            tripsAfterStep("the timeout is armed while jobs are pending");
        }

        @Test
        void that_the_writer_forgot() {
            writer.tamper(delay -> -1);
            start(client);

            invariants.whenQuiet(job -> true);

            trips("nothing is queued when nothing is left to do");
        }

        @Test
        void that_come_too_early() {
            writer.tamper(delay -> delay / 2);
            start(client);

            work.advance(TIMEOUT);

            trips("a job times out when its time is over");
        }

        @Test
        void that_blame_a_job_twice() {
            gpu.onTimeout((hardware, job, recovery) -> {
                recovery.stop();
                recovery.increaseKarma();
                recovery.increaseKarma();
                hardware.take(job);
                recovery.resubmit();
                recovery.start(null);
                return Verdict.RESET;
            });
            start(client);

            work.advance(TIMEOUT);

            trips("blamed at most once");
        }

        @Test
        void of_a_job_that_is_on_the_pending_list() {
            Job job = start(client);

            invariants.tracepoints().timedOut(job);

            trips("off the pending list while the timeout handler looks");
        }

        @Test
        void inside_another_one() {
            gpu.onTimeout((hardware, job, recovery) -> {
                invariants.tracepoints().timedOut(job);
                return ManualGpu.giveUp(hardware, job, recovery);
            });
            start(client);

            work.advance(TIMEOUT);

            trips("one timeout is handled at a time");
        }
    }

    @Nested
    class Runs {
        @Test
        void between_a_stop_and_a_start() {
            push(client);
            ring.setPaused(true);

            work.runNext();

            trips("no job runs while submission is paused");
        }

        @Test
        void on_a_scheduler_that_was_torn_down() {
            Job job = push(client);
            device.teardown(ring);

            invariants.tracepoints().jobRun(job);

            trips("a scheduler that was torn down");
        }

        @Test
        void of_a_killed_entity() {
            Job job = push(client, device.addFence(() -> "never"));
            device.close(client);

            invariants.tracepoints().jobRun(job);

            trips("no job of a killed entity runs");
        }

        @Test
        void before_a_dependency_has_signalled() {
            Fence outside = device.addFence(() -> "outside");
            push(client, outside);
            work.runAll();
            client.signaled(outside);

            work.runAll();

            trips("a job runs after what it waits for");
        }
    }

    @Nested
    class Fences {
        @Test
        void of_others_that_signal_twice() {
            Fence outside = device.addFence(() -> "outside");
            device.signal(outside, null);

            invariants.tracepoints().signaled(outside);

            trips("a fence signals exactly once");
        }

        @Test
        void of_a_job_that_signal_twice() {
            Job job = start(client);

            invariants.tracepoints().scheduled(job.fences());

            assertThat(invariants.violations())
                    .hasSize(1)
                    .allSatisfy(each -> assertThat(each.rule().words()).contains("a fence signals exactly once"));
        }

        @Test
        void that_claim_a_success_that_the_hardware_did_not_have() {
            Job job = start(client);

            invariants.tracepoints().finished(job.fences());

            trips("only if a run of it did");
        }

        @Test
        void that_signalled_without_waking_who_waits() {
            Fence outside = device.addFence(() -> "outside");
            push(client, outside);
            work.runAll();
            outside.removeCallback(client);
            device.signal(outside, null);

            tripsAfterStep("an entity that waits has an unsignalled fence");
        }
    }

    @Nested
    class Entities {
        private void set(String field) throws ReflectiveOperationException {
            var declared = Entity.class.getDeclaredField(field);
            declared.setAccessible(true);
            declared.setBoolean(client, true);
        }

        @Test
        void that_stand_in_a_run_queue_after_they_were_killed() throws ReflectiveOperationException {
            push(client);
            set("stopped");

            tripsAfterStep("stands in its run queue if and only if");
            trips("a killed entity counts for no score");
        }

        @Test
        void that_lost_a_job() {
            push(client);
            client.pop(Preparation.NONE);

            tripsAfterStep("the jobs of a queue");
        }
    }

    @Nested
    class Freeing {
        @Test
        void a_job_that_is_on_the_hardware() {
            invariants.tracepoints().freed(start(client));

            trips("freed after it finished or was cancelled");
        }

        @Test
        void a_job_that_ran_after_the_teardown_of_its_scheduler() {
            gpu.onTimeout((hardware, job, recovery) -> Verdict.ENODEV);
            Job job = start(client);
            work.advance(TIMEOUT);
            device.close(client);
            device.teardown(ring);

            invariants.tracepoints().freed(job);

            trips("a scheduler that was torn down");
        }

        @Test
        void nothing_at_all_leaves_jobs_that_nobody_can_explain() {
            start(client);
            device.suspendTimeout(ring);

            invariants.whenQuiet(job -> false);

            trips("every job that is still there has a cause");
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
