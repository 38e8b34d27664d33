package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each rule trips when hardware is told something else than the device says. Before the fault, nothing trips. */
final class PortRulesTest {
    private static final long TIMEOUT = 1_000;
    private final ManualWork work = new ManualWork();
    private final ManualGpu gpu = new ManualGpu();
    private final SchedulerInvariants invariants = SchedulerInvariants.gathering(work.clock());
    private final Tracepoints told = invariants.tracepoints();
    private final Device device = new Device(work, told);
    private final Hardware port = invariants.hardware(gpu);
    private final Scheduler ring = addRing("ring", new Deafening());
    private final Entity client = device.addEntity(Priority.NORMAL, List.of(ring));
    private final Entity other = device.addEntity(Priority.NORMAL, List.of(ring));
    private boolean deaf;
    private long jobs;

    private Scheduler addRing(String name, Hardware hardware) {
        return device.addScheduler(
                new SchedulerSettings(name, new Fifo(), 2, TIMEOUT, 0, null, SchedulerSettings.ALL_PRIORITIES),
                hardware);
    }

    /** Between the device and the port: loses calls when told to. */
    private final class Deafening implements Hardware {
        @Override
        public Launch run(Job job, Completion completion) {
            return deaf ? Launch.Accepted.RUNNING : port.run(job, completion);
        }

        @Override
        public Verdict timedOut(Job job, Recovery recovery) {
            return deaf ? Verdict.NO_HANG : port.timedOut(job, recovery);
        }

        @Override
        public void free(Job job) {
            if (!deaf) {
                port.free(job);
            }
        }

        @Override
        public void cancel(Job job) {
            if (!deaf) {
                port.cancel(job);
            }
        }

        @Override
        public void deadline(Job job, long deadlineNanos) {
            if (!deaf) {
                port.deadline(job, deadlineNanos);
            }
        }
    }

    @BeforeEach
    void watch() {
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    private Job push(Entity entity) {
        return device.submit(new UnarmedJob(jobs++, entity, 1, "work")).get();
    }

    private Job start(Entity entity) {
        Job job = push(entity);
        work.runAll();
        assertThat(gpu.running()).contains(job);
        assertThat(invariants.violations()).isEmpty();
        return job;
    }

    private void trips(String rule) {
        assertThat(invariants.violations())
                .anySatisfy(each -> assertThat(each.rule().words()).contains(rule));
    }

    private void tripsAfterStep(String rule) {
        invariants.afterStep();
        trips(rule);
    }

    @Nested
    class Nothing_trips {
        @AfterEach
        void breaks_no_rule() {
            work.runAll();
            invariants.afterStep();
            assertThat(invariants.violations()).isEmpty();
        }

        @Test
        void by_jobs_that_finish_fail_are_refused_or_do_nothing() {
            gpu.answer(2, Launch.Accepted.NOTHING);
            gpu.answer(3, new Launch.Refused(Errno.EIO));
            start(client);
            gpu.fail(start(other), Errno.EIO);
            push(client);
            push(other);
            gpu.advance(1);
        }

        @Test
        void by_a_kill_a_cancellation_and_a_teardown() {
            start(client);
            Job running = start(other);
            Job queued = push(other);
            push(client);
            device.cancel(running);
            device.cancel(queued);
            device.close(client);
            work.runAll();
            device.teardown(ring);
        }

        @Test
        void by_resets_and_blame() {
            gpu.onTimeout(ManualGpu::reset);
            Job job = start(client);
            start(other);
            work.advance(TIMEOUT);
            assertThat(job.karma()).isEqualTo(1);
            assertThat(client.isGuilty()).isTrue();
        }

        @Test
        void by_a_reset_that_resubmits_twice_in_several_steps() {
            start(client);
            start(other);
            var recovery = device.recovery(ring, null);
            recovery.stop();
            invariants.afterStep();
            recovery.resubmit();
            long state = invariants.state();
            recovery.resubmit();
            invariants.afterKnownStep();
            assertThat(invariants.state()).isEqualTo(state);
            recovery.start(null);
            assertThat(invariants.state()).isNotEqualTo(state);
        }

        @Test
        void by_deadlines() {
            Job running = start(client);
            start(other);
            Job queued = push(client);
            queued.fences().finished().setDeadline(90);
            running.fences().finished().setDeadline(70);
            running.fences().finished().setDeadline(80);
            invariants.afterStep();
            running.fences().finished().setDeadline(60);
            gpu.advance(1);
        }

        @Test
        void where_hardware_is_not_watched() {
            Scheduler unwatched = addRing("unwatched", new ManualGpu());
            Entity there = device.addEntity(Priority.NORMAL, List.of(unwatched));
            push(there);
            start(client);
            work.advance(TIMEOUT / 2);
        }
    }

    @Nested
    class A_job_trips {
        @Test
        void that_is_given_twice() {
            port.run(start(client), new Ignoring());
            trips("given each job once");
        }

        @Test
        void that_counts_as_given_and_was_not() {
            start(client);
            deaf = true;
            push(client);
            work.runAll();
            trips("counts as given");
        }

        @Test
        void that_is_not_freed() {
            start(client);
            deaf = true;
            gpu.advance(1);
            work.runAll();
            trips("done with a job");
        }

        @Test
        void that_is_freed_twice() {
            Job job = start(client);
            gpu.advance(1);
            work.runAll();
            port.free(job);
            trips("done with a job");
        }

        @Test
        void that_is_cancelled_unheard() {
            Job job = start(client);
            deaf = true;
            device.cancel(job);
            tripsAfterStep("asked to cancel");
        }

        @Test
        void that_hardware_should_cancel_and_nobody_else() {
            port.cancel(start(client));
            trips("asked to cancel");
        }

        @Test
        void that_hardware_hears_of_when_it_is_gone() {
            Job job = start(client);
            gpu.advance(1);
            work.runAll();
            port.deadline(job, 50);
            trips("hardware hears nothing");
        }

        @Test
        void that_times_out_unheard() {
            start(client);
            deaf = true;
            work.advance(TIMEOUT);
            trips("asked about a job");
        }

        @Test
        void that_is_freed_while_it_is_pending() {
            told.freed(start(client));
            assertThat(invariants.violations())
                    .anySatisfy(each -> assertThat(each.rule().words()).contains("off the pending list"));
        }

        @Test
        void that_counts_as_scheduled_before_it_is_given() {
            start(client);
            told.scheduled(push(client).fences());
            trips("counts as scheduled");
        }
    }

    @Nested
    class A_resubmission_trips {
        private final Recovery recovery = device.recovery(ring, null);

        @Test
        void of_all_but_the_last() {
            Job first = start(client);
            start(other);
            recovery.stop();
            port.run(first, new Ignoring());
            told.jobSubmitted(first, Launch.Accepted.RUNNING);
            recovery.start(null);
            trips("gives all pending jobs again");
        }

        @Test
        void in_another_order() {
            start(client);
            Job last = start(other);
            recovery.stop();
            port.run(last, new Ignoring());
            trips("gives all pending jobs again");
        }
    }

    @Nested
    class Blame_trips {
        private @Nullable Recovery own;

        private void timesOut(Job job, boolean counted) {
            gpu.onTimeout((it, bad, recovery) -> {
                own = recovery;
                recovery.stop();
                if (counted) {
                    recovery.increaseKarma();
                } else {
                    device.recovery(ring, bad).increaseKarma();
                }
                recovery.resubmit();
                recovery.start(null);
                return Verdict.RESET;
            });
            work.advance(TIMEOUT);
            assertThat(own).isNotNull();
            assertThat(job.karma()).isLessThanOrEqualTo(1);
        }

        @Test
        void that_nobody_asked_for() {
            timesOut(start(client), false);
            trips("the karma of a job");
        }

        @Test
        void not_when_it_is_asked_for() {
            timesOut(start(client), true);
            assertThat(invariants.violations()).isEmpty();
        }

        @Test
        void not_of_a_kernel_job() {
            Entity kernel = device.addEntity(Priority.KERNEL, List.of(ring));
            Job job = start(kernel);
            timesOut(job, true);
            assertThat(job.karma()).isZero();
            assertThat(kernel.isGuilty()).isFalse();
            assertThat(invariants.violations()).isEmpty();
        }

        @Test
        void not_of_an_entity_that_was_killed() {
            Job job = start(client);
            device.close(client);
            timesOut(job, true);
            assertThat(job.karma()).isEqualTo(1);
            assertThat(client.isGuilty()).isFalse();
            assertThat(invariants.violations()).isEmpty();
        }
    }

    @Nested
    class A_deadline_trips {
        @Test
        void that_hardware_does_not_hear_of() {
            Job job = start(client);
            deaf = true;
            job.fences().finished().setDeadline(50);
            tripsAfterStep("knows the deadline");
        }

        @Test
        void that_gives_way_to_a_later_one() {
            Job job = start(client);
            job.fences().finished().setDeadline(50);
            invariants.afterStep();
            port.deadline(job, 70);
            trips("never gives way");
        }
    }

    @Nested
    class A_message_trips {
        private int processed;

        @Test
        void not_when_it_is_processed_in_its_turn() {
            device.send(ring, invariants.message(() -> processed++));
            device.send(ring, () -> processed++);
            work.runAll();
            assertThat(processed).isEqualTo(2);
            assertThat(invariants.violations()).isEmpty();
        }

        @Test
        void that_is_not_processed() {
            told.messageProcessed(ring, invariants.message(new Marker()));
            invariants.afterStep();
            assertThat(invariants.violations())
                    .anySatisfy(each -> assertThat(each.rule().words()).contains("a message is processed"));
        }

        @Test
        void that_is_processed_out_of_its_turn() {
            invariants.message(new Marker()).process();
            trips("a message is processed");
            assertThat(invariants.violations().getFirst().seen()).isEqualTo("marker out of its turn");
        }
    }

    private record Marker() implements Message {
        @Override
        public void process() {}

        @Override
        public String toString() {
            return "marker";
        }
    }

    private record Ignoring() implements Completion {
        @Override
        public void complete() {}

        @Override
        public void fail(Errno error) {}
    }
}
