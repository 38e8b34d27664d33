package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Fifo;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When an entity picks a scheduler, and which. */
final class LoadBalancerTest {
    private final Machine machine = new Machine(new Fifo());
    private final Scheduler first = machine.scheduler(4);
    private final Scheduler second = machine.scheduler(4);

    private static void load(Scheduler scheduler, int jobs) {
        for (int i = 0; i < jobs; i++) {
            scheduler.score().increment();
        }
    }

    @Nested
    class Which {
        @Test
        void the_one_with_the_lowest_score() {
            load(first, 2);
            load(second, 1);

            assertThat(machine.push(machine.entity(first, second)).scheduler()).isSameAs(second);
        }

        @Test
        void the_first_of_the_list_on_a_tie() {
            assertThat(machine.push(machine.entity(second, first)).scheduler()).isSameAs(second);
        }

        @Test
        void only_one_that_is_ready() {
            load(second, 9);
            first.setEligible(false);

            assertThat(machine.push(machine.entity(first, second)).scheduler()).isSameAs(second);
        }

        @Test
        void none_if_none_is_ready_and_the_job_can_be_armed_later() {
            first.setEligible(false);
            second.setEligible(false);
            UnarmedJob job = machine.job(machine.entity(first, second), 1);

            assertThat(job.arm()).isEqualTo(Arming.Refused.NO_ELIGIBLE_SCHEDULER);

            second.setEligible(true);
            assertThat(((Job) job.arm()).scheduler()).isSameAs(second);
        }

        @Test
        void a_score_below_zero_counts_as_huge_as_in_linux() {
            first.score().decrement();
            load(second, 5);

            assertThat(machine.push(machine.entity(first, second)).scheduler()).isSameAs(second);
        }

        @Test
        void a_shared_score_makes_schedulers_equal() {
            Scheduler sharer = machine.scheduler(4, first.score());
            load(first, 3);

            assertThat(LoadBalancer.pickBest(new Scheduler[] {first, sharer})).isSameAs(first);
            assertThat(LoadBalancer.pickBest(new Scheduler[] {sharer, first})).isSameAs(sharer);
        }
    }

    @Nested
    class When {
        private final Entity entity = machine.entity(first, second);

        @Test
        void not_while_jobs_are_queued() {
            machine.push(entity);
            load(first, 9);

            assertThat(machine.push(entity).scheduler()).isSameAs(first);
        }

        @Test
        void not_while_the_last_job_is_on_the_hardware() {
            machine.push(entity);
            machine.start(first, 0);
            load(first, 9);

            assertThat(machine.push(entity).scheduler()).isSameAs(first);
        }

        @Test
        void once_the_last_job_has_finished_and_its_score_goes_along() {
            machine.push(entity);
            Job job = machine.start(first, 0);
            machine.finish(job, 1);
            assertThat(first.score().value()).isEqualTo(1);
            load(first, 9);

            assertThat(machine.push(entity).scheduler()).isSameAs(second);
            assertThat(first.score().value()).isEqualTo(9);
            assertThat(second.score().value()).isEqualTo(2);
        }

        @Test
        void never_if_there_is_but_one_whatever_its_state() {
            Entity pinned = machine.entity(first);
            first.setEligible(false);

            assertThat(machine.push(pinned).scheduler()).isSameAs(first);
        }

        @Test
        void a_new_list_of_one_pins_the_entity_at_the_next_pick() {
            entity.setSchedulers(List.of(second));
            second.setEligible(false);
            assertThat(machine.job(entity, 1).arm()).isEqualTo(Arming.Refused.NO_ELIGIBLE_SCHEDULER);

            second.setEligible(true);
            machine.push(entity);
            Job job = machine.start(second, 0);
            machine.finish(job, 0);
            second.setEligible(false);

            assertThat(machine.push(entity).scheduler()).isSameAs(second);
        }
    }
}
