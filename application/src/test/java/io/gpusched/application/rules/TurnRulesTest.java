package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Candidate;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.order.Standing;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns that are not those of the policy. */
final class TurnRulesTest extends JudgedDevice {

    private void lateOneOfEquals(Policy policy) {
        Scheduler ring = ring(policy, 2);
        Entity early = entity(ring);
        Entity late = entity(ring);
        device.stop(ring);
        push(early);
        push(late);
        told.selected(early);
        soFarSound();

        told.selected(late);
    }

    @Test
    void of_a_less_urgent_entity_before_a_more_urgent_one() {
        Scheduler ring = ring(new Fifo(), 2);
        Job job = push(entity(Priority.NORMAL, ring));
        push(entity(Priority.HIGH, ring));

        told.jobRun(job);

        breaks(TurnRules.PRIORITY);
    }

    @Test
    void of_equals_under_fifo() {
        lateOneOfEquals(new Fifo());

        breaks(TurnRules.FIFO);
    }

    @Test
    void of_the_later_job_under_fifo() {
        Scheduler ring = ring(new Fifo(), 2);
        device.stop(ring);
        push(entity(ring));
        work.advance(5);
        Job late = push(entity(ring));

        told.jobRun(late);

        breaks(TurnRules.FIFO);
    }

    @Test
    void of_one_that_goes_before_equals_again_under_fifo() {
        Scheduler ring = ring(new Fifo(), 1);
        Entity greedy = entity(ring);
        push(greedy);
        push(greedy);
        push(entity(ring));
        work.runNext();
        soFarSound();

        told.selected(greedy);

        breaks(TurnRules.FIFO);
    }

    @Test
    void of_equals_under_start_time_fair_queueing() {
        lateOneOfEquals(StartTimeFair.weighted());

        breaks(TurnRules.SHARES);
    }

    @Test
    void of_one_that_has_had_its_share() {
        Scheduler ring = ring(StartTimeFair.weighted(), 1);
        Entity greedy = entity(ring);
        push(greedy);
        push(greedy);
        push(entity(ring));
        work.runNext();
        soFarSound();

        told.selected(greedy);

        breaks(TurnRules.SHARES);
    }

    @Test
    void of_a_less_urgent_one_under_strict_priorities() {
        Scheduler ring = ring(StartTimeFair.strictPriorities(), 2);
        Job job = push(entity(Priority.NORMAL, ring));
        push(entity(Priority.HIGH, ring));

        told.jobRun(job);

        breaks(TurnRules.SHARES);
    }

    @Test
    void of_equals_under_round_robin() {
        lateOneOfEquals(new RoundRobin());

        breaks(TurnRules.ROUND_ROBIN);
    }

    @Test
    void of_the_one_that_has_just_had_its_turn_under_round_robin() {
        Scheduler ring = ring(new RoundRobin(), 2);
        Entity greedy = entity(ring);
        push(greedy);
        Job again = push(greedy);
        push(entity(ring));
        work.runNext();
        soFarSound();

        told.jobRun(again);

        breaks(TurnRules.ROUND_ROBIN);
    }

    @Test
    void of_the_older_of_equals_under_fair() {
        Scheduler ring = ring(new Fair(), 1);
        Entity early = entity(ring);
        Entity late = entity(ring);
        device.stop(ring);
        push(early);
        push(late);
        soFarSound();

        // Among equals that come to the top the newer goes first, by Linux's rule.
        told.selected(early);

        breaks(TurnRules.FAIR);
    }

    @Test
    void of_the_one_that_has_used_more_under_fair() {
        Scheduler ring = ring(new Fair(), 1);
        Entity greedy = entity(ring);
        push(greedy);
        push(greedy);
        Job third = push(greedy);
        work.advance(100_000);
        gpu.advance(1);
        work.runAll();
        push(entity(ring));
        invariants.afterStep();
        soFarSound();

        told.jobRun(third);

        breaks(TurnRules.FAIR);
    }

    @Test
    void with_virtual_run_time_that_does_not_follow_when_an_entity_comes() {
        Scheduler ring = ring(new Fair(), 1);
        Entity client = entity(ring);
        device.stop(ring);
        Job first = push(client);

        new Fair().keyOnJoin(client, new Elsewhere(), first);

        breaksAfterStep(TurnRules.VRUNTIME);
    }

    @Test
    void with_virtual_run_time_that_does_not_follow_when_an_entity_goes_on() {
        Scheduler ring = ring(new Fair(), 1);
        Entity client = entity(ring);
        push(client);
        push(client);
        Job third = push(client);
        work.advance(100);
        gpu.advance(1);
        work.runNext();
        soFarSound();

        new Fair().keyOnJoin(client, new Elsewhere(), third);
        work.runAll();

        breaks(TurnRules.VRUNTIME);
    }

    /** The run queue of another scheduler, whose first entity has used much. */
    private record Elsewhere() implements Head {
        @Override
        public long minVruntimeNanos() {
            return 1_000_000;
        }

        @Override
        public Priority headPriority() {
            return Priority.NORMAL;
        }

        @Override
        public long averageMicros() {
            return 0;
        }

        @Override
        public long nowNanos() {
            return 0;
        }

        @Override
        public long nextTurn() {
            return 1;
        }
    }

    /** Earliest deadline first, as a user would write it. */
    private record Edf() implements KeyPolicy {
        @Override
        public String label() {
            return "edf";
        }

        @Override
        public long keyOnJoin(Standing entity, Head head, Candidate first) {
            return first.deadlineNanos();
        }

        @Override
        public long keyOnChange(Standing entity, Head head, Candidate first) {
            return first.deadlineNanos();
        }
    }

    /** Planted: its keys depend on how often it was asked. */
    private static final class Moody implements KeyPolicy {
        private long asked;

        @Override
        public String label() {
            return "moody";
        }

        @Override
        public long keyOnJoin(Standing entity, Head head, Candidate first) {
            return - ++asked;
        }
    }

    @Test
    void under_a_policy_of_ones_own_whose_keys_say_otherwise() {
        Scheduler ring = ring(new Moody(), 1);
        device.stop(ring);
        Entity first = entity(ring);
        push(first);
        push(entity(ring));
        invariants.afterStep();
        soFarSound();

        told.selected(first);

        breaks(TurnRules.KEY);
    }

    @Test
    void by_deadlines_that_move_break_none_under_a_policy_that_asks_for_them() {
        Scheduler ring = ring(new Edf(), 1);
        device.stop(ring);
        Job first = push(entity(ring));
        Job second = push(entity(ring));
        device.setDeadline(first, 500);
        device.setDeadline(second, 900);
        device.setDeadline(second, 100);
        device.start(ring);
        work.runAll();

        assertThat(gpu.running()).containsExactly(second);
        soFarSound();
    }

    @Test
    void by_the_rules_of_every_policy_break_none() {
        for (Policy policy : List.of(new Fifo(), new RoundRobin(), new Fair(), new Edf())) {
            Scheduler ring = ring(policy, 1);
            List<Entity> entities = List.of(entity(Priority.LOW, ring), entity(ring), entity(ring));
            for (int i = 0; i < 30; i++) {
                push(entities.get(i * 7 % 3));
                work.advance(1 + i * 37 % 11);
                gpu.advance(gpu.running().isEmpty() ? 0 : i % 2);
                work.runAll();
            }
            while (!gpu.running().isEmpty()) {
                work.advance(13);
                gpu.advance(1);
                work.runAll();
            }
        }

        soFarSound();
    }
}
