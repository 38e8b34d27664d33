package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is next, what is in flight, and what was used. */
final class SchedulerTest {
    private final Machine machine = new Machine(new Fifo());
    private final Scheduler ring = machine.scheduler(4);

    @Nested
    class Selecting {
        @Test
        void nobody_is_selected_where_nobody_has_a_job() {
            machine.entity(ring);

            assertThat(ring.select()).isEqualTo(Selection.Nothing.NO_ENTITY);
        }

        @Test
        void the_more_urgent_priority_comes_first_however_late() {
            Entity normal = machine.entity(Priority.NORMAL, ring);
            Entity kernel = machine.entity(Priority.KERNEL, ring);
            machine.push(machine.job(normal, 1), 1);
            machine.push(machine.job(kernel, 1), 9);

            assertThat(ring.select()).isSameAs(kernel);
        }

        @Test
        void a_job_that_does_not_fit_holds_up_all_others() {
            Entity large = machine.entity(Priority.HIGH, ring);
            Entity small = machine.entity(Priority.NORMAL, ring);
            machine.push(machine.job(small, 2), 0);
            machine.start(ring, 0);
            machine.push(machine.job(large, 3), 1);
            machine.push(machine.job(small, 1), 2);

            assertThat(ring.select()).isEqualTo(Selection.Nothing.OUT_OF_CREDITS);
            assertThat(ring.firstReady()).isSameAs(large);
        }

        @Test
        void a_job_larger_than_the_limit_is_truncated_when_it_starts() {
            Entity entity = machine.entity(ring);
            Job job = machine.push(machine.job(entity, 9), 0);
            assertThat(ring.select()).isSameAs(entity);
            assertThat(job.credits()).isEqualTo(9);

            machine.start(ring, 0);

            assertThat(job.credits()).isEqualTo(4);
            assertThat(ring.credits().inFlight()).isEqualTo(4);
        }

        @Test
        void a_job_larger_than_the_limit_waits_until_nothing_is_in_flight() {
            Job small = machine.push(machine.job(machine.entity(ring), 1), 0);
            machine.start(ring, 0);
            Entity entity = machine.entity(ring);
            machine.push(machine.job(entity, 9), 0);
            assertThat(ring.select()).isEqualTo(Selection.Nothing.OUT_OF_CREDITS);

            machine.finish(small, 1);

            assertThat(ring.select()).isSameAs(entity);
        }

        @Test
        void equal_keys_are_served_in_the_order_in_which_they_came() {
            Entity first = machine.entity(ring);
            Entity second = machine.entity(ring);
            machine.push(first);
            machine.push(first);
            machine.push(second);

            assertThat(machine.start(ring, 0).entity()).isSameAs(first);
            // Its next job was submitted at the same time, but it came back later.
            assertThat(machine.start(ring, 0).entity()).isSameAs(second);
            assertThat(machine.start(ring, 0).entity()).isSameAs(first);
        }

        @Test
        void under_the_fair_policy_the_least_served_is_next_whatever_its_priority() {
            Machine fair = new Machine(new Fair());
            Scheduler shared = fair.scheduler(4);
            Entity kernel = fair.entity(Priority.KERNEL, shared);
            Entity low = fair.entity(Priority.LOW, shared);
            kernel.gpuTime().charge(1_000_000_000);
            fair.push(kernel);
            fair.push(kernel);
            fair.push(low);

            assertThat(fair.start(shared, 0).entity()).isSameAs(kernel);
            assertThat(fair.start(shared, 0).entity()).isSameAs(low);
        }
    }

    @Nested
    class In_flight {
        @Test
        void credits_are_taken_at_the_start_and_given_back_at_the_end() {
            machine.push(machine.job(machine.entity(ring), 3), 0);

            Job job = machine.start(ring, 0);
            assertThat(ring.credits().inFlight()).isEqualTo(3);
            assertThat(ring.score().value()).isEqualTo(2);

            machine.finish(job, 1);
            assertThat(ring.credits().inFlight()).isZero();
            assertThat(ring.score().value()).isEqualTo(1);
        }

        @Test
        void a_job_that_a_stop_detached_counts_again_after_the_start() {
            machine.push(machine.job(machine.entity(ring), 3), 0);
            Job job = machine.start(ring, 0);

            ring.detach(job);
            assertThat(ring.credits().inFlight()).isZero();

            ring.reattach(job);
            assertThat(ring.credits().inFlight()).isEqualTo(3);
        }

        @Test
        void what_fits_exactly_fits() {
            Credits credits = new Credits(4);
            credits.take(1);

            assertThat(credits.fits(3)).isTrue();
            assertThat(credits.fits(4)).isFalse();
            assertThat(credits.limit()).isEqualTo(4);
        }

        @Test
        void the_largest_limit_does_not_overflow() {
            Credits credits = new Credits(Integer.MAX_VALUE);
            credits.take(Integer.MAX_VALUE);

            assertThat(credits.fits(1)).isFalse();
            assertThat(credits.fits(Integer.MAX_VALUE)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void a_limit_is_at_least_one(int limit) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Credits(limit));
        }
    }

    @Nested
    class Accounts {
        @Test
        void the_time_from_scheduled_to_finished_is_charged() {
            Entity entity = machine.entity(ring);
            machine.push(entity);
            Job job = machine.start(ring, 2_000);
            machine.finish(job, 9_000);

            ring.account(job);

            assertThat(entity.gpuTime().runtimeNanos()).isEqualTo(7_000);
            assertThat(entity.gpuTime().averageMicros()).isEqualTo(7);
            assertThat(ring.averageMicros()).isEqualTo(7);
        }
    }

    @Test
    void a_scheduler_without_a_work_queue_cannot_be_woken() {
        Scheduler alone = new Scheduler(7, "alone", new Fifo(), 1, Nanos.NO_LIMIT, 0, new Score(), 4, false);

        assertThatIllegalStateException().isThrownBy(alone::wakeup).withMessageContaining("scheduler 7");
    }
}
