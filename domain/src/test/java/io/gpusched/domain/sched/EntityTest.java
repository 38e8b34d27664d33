package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One client's queue of jobs. */
final class EntityTest {
    private final Machine machine = new Machine(new Fifo());
    private final Scheduler ring = machine.scheduler(4);
    private final Entity entity = machine.entity(ring);

    @Nested
    class Queue {
        @Test
        void jobs_leave_in_the_order_in_which_they_came() {
            Job first = machine.push(entity);
            Job second = machine.push(entity);
            Job third = machine.push(entity);

            assertThat(entity.queued()).isEqualTo(3);
            assertThat(entity.jobAfter(first)).isSameAs(second);
            assertThat(machine.start(ring, 0)).isSameAs(first);
            assertThat(machine.start(ring, 0)).isSameAs(second);
            assertThat(machine.start(ring, 0)).isSameAs(third);
            assertThat(entity.queued()).isZero();
            assertThat(entity.firstJob()).isNull();
        }

        @Test
        void only_the_first_job_of_an_empty_queue_has_to_wake_anybody() {
            Job first = (Job) machine.job(entity, 1).arm();
            Job second = (Job) machine.job(entity, 1).arm();

            assertThat(entity.push(first, 5)).isEqualTo(Push.FIRST);
            assertThat(entity.push(second, 6)).isEqualTo(Push.BEHIND_OTHERS);
            assertThat(first.submitNanos()).isEqualTo(5);
        }

        @Test
        void an_entity_stands_in_its_run_queue_while_it_has_jobs_and_stays_attached() {
            assertThat(entity.isAttached()).isFalse();
            machine.push(entity);
            assertThat(entity.isReady()).isTrue();

            machine.start(ring, 0);

            assertThat(entity.isReady()).isFalse();
            assertThat(entity.isAttached()).isTrue();
        }

        @Test
        void an_empty_queue_gives_no_job() {
            assertThatIllegalStateException().isThrownBy(() -> entity.pop(Preparation.NONE));
        }

        @Test
        void a_taken_job_does_not_hold_on_to_the_next() {
            Job first = machine.push(entity);
            machine.push(entity);

            entity.pop(Preparation.NONE);

            assertThat(first.next).isNull();
        }

        @Test
        void an_entity_needs_a_scheduler() {
            assertThatIllegalArgumentException().isThrownBy(() -> machine.entity());
            assertThatIllegalArgumentException().isThrownBy(() -> entity.setSchedulers(List.of()));
        }
    }

    @Nested
    class Waiting {
        private final Fence outside = machine.fence();

        @Test
        void an_entity_waits_for_the_first_fence_that_has_not_signalled() {
            Fence done = machine.fence();
            done.signal(0);
            Job job = machine.push(entity, done, outside);

            Pop pop = entity.pop(Preparation.NONE);

            assertThat(pop).isEqualTo(new Pop.Blocked(job, outside));
            assertThat(entity.dependency()).isSameAs(outside);
            assertThat(entity.isBlocked()).isTrue();
            assertThat(ring.select()).isEqualTo(Selection.Nothing.NO_ENTITY);
        }

        @Test
        void the_signal_makes_it_ready_and_wakes_its_scheduler() {
            Job job = machine.push(entity, outside);
            entity.pop(Preparation.NONE);

            outside.signal(3);

            assertThat(entity.dependency()).isNull();
            assertThat(entity.isReady()).isTrue();
            assertThat(machine.wakeups()).containsExactly("scheduler 0");
            assertThat(machine.start(ring, 3)).isSameAs(job);
        }

        @Test
        void it_keeps_its_place_among_the_others() {
            Entity other = machine.entity(ring);
            machine.push(machine.job(entity, 1, outside), 1);
            machine.push(machine.job(other, 1), 2);
            entity.pop(Preparation.NONE);
            assertThat(ring.select()).isSameAs(other);

            outside.signal(3);

            assertThat(ring.select()).isSameAs(entity);
        }

        @Test
        void the_hardwares_own_dependency_comes_last_and_is_asked_for_again() {
            Fence own = machine.fence();
            Job job = machine.push(entity, outside);
            Preparation preparation = any -> own.isSignaled() ? null : own;

            assertThat(entity.pop(preparation)).isEqualTo(new Pop.Blocked(job, outside));
            outside.signal(1);
            assertThat(entity.pop(preparation)).isEqualTo(new Pop.Blocked(job, own));
            own.signal(2);
            assertThat(entity.pop(preparation)).isSameAs(job);
        }

        @Test
        void a_closed_entity_waits_for_nothing() {
            machine.push(entity, outside);
            entity.pop(Preparation.NONE);

            entity.close();
            outside.signal(3);

            assertThat(entity.dependency()).isNull();
            assertThat(entity.isReady() || entity.isBlocked()).isFalse();
            assertThat(machine.wakeups()).isEmpty();
        }
    }

    @Nested
    class Guilt {
        @Test
        void jobs_of_a_guilty_entity_are_cancelled_when_they_are_taken() {
            Job job = machine.push(entity);
            entity.markGuilty();

            assertThat(entity.pop(Preparation.NONE)).isSameAs(job);
            assertThat(job.fences().finished().error()).isEqualTo(Errno.ECANCELED);
        }

        @Test
        void the_error_of_the_job_taken_last_is_the_entitys() {
            assertThat(entity.lastError()).isNull();
            Job job = machine.push(entity);
            entity.pop(Preparation.NONE);

            job.fences().finished().setError(Errno.EIO);

            assertThat(entity.lastError()).isEqualTo(Errno.EIO);
        }
    }

    @Nested
    class Closing {
        @Test
        void a_closed_entity_gives_its_jobs_up_and_leaves_the_score() {
            Job first = machine.push(entity);
            Job second = machine.push(entity);
            assertThat(ring.score().value()).isEqualTo(3);

            entity.close();

            assertThat(ring.select()).isEqualTo(Selection.Nothing.NO_ENTITY);
            assertThat(ring.score().value()).isEqualTo(2);
            assertThat(entity.takeKilled(LinuxBugs.MENDED)).isSameAs(first);
            assertThat(entity.takeKilled(LinuxBugs.MENDED)).isSameAs(second);
            assertThat(entity.takeKilled(LinuxBugs.MENDED)).isNull();
            assertThat(ring.score().value()).isZero();
        }

        @Test
        void linux_leaves_the_killed_jobs_on_the_score() {
            machine.push(entity);

            entity.close();
            entity.takeKilled(LinuxBugs.REPRODUCED);

            assertThat(ring.score().value()).isEqualTo(1);
        }

        @Test
        void a_job_pushed_to_a_closed_entity_is_lost() {
            entity.close();
            Job job = (Job) machine.job(entity, 1).arm();

            assertThat(entity.push(job, 0)).isEqualTo(Push.LOST);
            assertThat(ring.select()).isEqualTo(Selection.Nothing.NO_ENTITY);
        }
    }

    @Nested
    class Priorities {
        private final Entity other = machine.entity(ring);

        @Test
        void linux_leaves_the_entity_on_its_run_queue() {
            machine.push(entity);
            machine.push(other);

            other.setPriority(Priority.HIGH, LinuxBugs.REPRODUCED);

            assertThat(ring.select()).isSameAs(entity);
        }

        @Test
        void linux_keeps_the_old_level_on_another_scheduler() {
            Scheduler second = machine.scheduler(2);
            Entity rival = machine.entity(second);
            Entity moves = machine.entity(ring);
            machine.push(rival);

            moves.setPriority(Priority.HIGH, LinuxBugs.REPRODUCED);
            moves.setSchedulers(List.of(second));
            machine.push(moves);

            assertThat(moves.scheduler()).isSameAs(second);
            assertThat(moves.runQueueLevel()).isEqualTo(Priority.NORMAL.level());
            assertThat(second.select()).isSameAs(rival);
        }

        @Test
        void mended_the_new_priority_counts_on_another_scheduler() {
            Scheduler second = machine.scheduler(2);
            Entity rival = machine.entity(second);
            Entity moves = machine.entity(ring);
            machine.push(rival);

            moves.setPriority(Priority.HIGH, LinuxBugs.MENDED);
            moves.setSchedulers(List.of(second));
            machine.push(moves);

            assertThat(moves.scheduler()).isSameAs(second);
            assertThat(second.select()).isSameAs(moves);
        }

        @Test
        void mended_it_changes_at_once_and_somebody_looks() {
            machine.push(entity);
            machine.push(other);

            other.setPriority(Priority.HIGH, LinuxBugs.MENDED);

            assertThat(ring.select()).isSameAs(other);
            assertThat(ring.score().value()).isEqualTo(4);
            assertThat(machine.wakeups()).containsExactly("scheduler 0");
        }

        @Test
        void mended_a_waiting_entity_goes_on_waiting_in_its_new_run_queue() {
            Fence outside = machine.fence();
            machine.push(entity, outside);
            entity.pop(Preparation.NONE);

            entity.setPriority(Priority.HIGH, LinuxBugs.MENDED);
            assertThat(entity.isBlocked()).isTrue();
            outside.signal(1);

            assertThat(ring.select()).isSameAs(entity);
        }

        @Test
        void mended_a_closed_entity_stays_out() {
            machine.push(entity);
            entity.close();

            entity.setPriority(Priority.HIGH, LinuxBugs.MENDED);

            assertThat(ring.select()).isEqualTo(Selection.Nothing.NO_ENTITY);
        }
    }
}
