package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.testkit.ManualGpu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Hardware that is told something else than the device reports. */
final class PortRulesTest extends JudgedDevice {
    private final Scheduler ring = ring(new Deafening(), 0);
    private final Entity client = entity(ring);
    private final Entity other = entity(ring);
    private boolean deaf;

    /** Stands between the device and the port, and loses all calls once it is deaf. */
    private final class Deafening implements Hardware {
        @Override
        public Launch run(HardwareJob job, Completion completion) {
            return deaf ? Launch.Accepted.RUNNING : port.run(job, completion);
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return deaf ? Verdict.NO_HANG : port.timedOut(job, recovery);
        }

        @Override
        public void free(HardwareJob job) {
            if (!deaf) {
                port.free(job);
            }
        }

        @Override
        public void cancel(HardwareJob job) {
            if (!deaf) {
                port.cancel(job);
            }
        }

        @Override
        public void deadline(HardwareJob job, long deadlineNanos) {
            if (!deaf) {
                port.deadline(job, deadlineNanos);
            }
        }
    }

    @Nested
    class No_rule_is_broken {
        @AfterEach
        void to_the_end() {
            work.runAll();
            invariants.afterStep();
            soFarSound();
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
            Scheduler unwatched = ring(new ManualGpu(), 0);
            Entity there = entity(unwatched);
            push(there);
            start(client);
            work.advance(TIMEOUT / 2);
        }
    }

    @Nested
    class A_job {
        @Test
        void that_is_given_twice() {
            port.run(start(client), new Ignoring());
            breaks(PortRules.GIVEN_ONCE);
        }

        @Test
        void that_counts_as_given_and_was_not() {
            start(client);
            deaf = true;
            push(client);
            work.runAll();
            breaks(PortRules.GIVEN);
        }

        @Test
        void that_is_not_freed() {
            start(client);
            deaf = true;
            gpu.advance(1);
            work.runAll();
            breaks(PortRules.FREED);
        }

        @Test
        void that_is_freed_twice() {
            Job job = start(client);
            gpu.advance(1);
            work.runAll();
            port.free(job);
            breaks(PortRules.FREED);
        }

        @Test
        void that_is_cancelled_unheard() {
            Job job = start(client);
            deaf = true;
            device.cancel(job);
            breaksAfterStep(PortRules.CANCELLED);
        }

        @Test
        void that_hardware_should_cancel_and_nobody_else() {
            port.cancel(start(client));
            breaks(PortRules.CANCELLED);
        }

        @Test
        void that_hardware_hears_of_when_it_is_gone() {
            Job job = start(client);
            gpu.advance(1);
            work.runAll();
            port.deadline(job, 50);
            breaks(PortRules.GONE);
        }

        @Test
        void that_times_out_unheard() {
            start(client);
            deaf = true;
            work.advance(TIMEOUT);
            breaks(PortRules.ASKED);
        }

        @Test
        void that_counts_as_scheduled_before_it_is_given() {
            start(client);
            told.scheduled(push(client).fences());
            breaks(PortRules.SCHEDULED);
        }
    }

    @Nested
    class A_deadline {
        @Test
        void that_hardware_does_not_hear_of() {
            Job job = start(client);
            deaf = true;
            job.fences().finished().setDeadline(50);
            breaksAfterStep(PortRules.DEADLINE);
        }

        @Test
        void that_gives_way_to_a_later_one() {
            Job job = start(client);
            job.fences().finished().setDeadline(50);
            invariants.afterStep();
            port.deadline(job, 70);
            breaks(PortRules.DEADLINE_STAYS);
        }
    }
}
