package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Tampering;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that go to the wrong scheduler. */
final class PlacementRulesTest extends JudgedDevice {
    private final Scheduler first = ring(new Fifo(), 2);
    private final Scheduler second = ring(new Fifo(), 2);
    private final Entity both = entity(first, second);

    @Test
    void to_the_least_loaded_eligible_scheduler_breaks_no_rule() {
        Entity busy = entity(first);
        push(both);
        work.runAll();
        push(busy);
        work.runAll();
        gpu.advance(2);
        work.runAll();
        push(busy);
        push(both);
        first.setEligible(false);
        work.runAll();
        gpu.advance(2);
        work.runAll();
        push(both);

        soFarSound();
    }

    @Test
    void to_one_that_its_entity_is_not_on() {
        Job job = arm(both);
        device.setSchedulers(both, List.of(second));
        arm(both);

        told.jobQueued(job);

        breaks(PlacementRules.BOUND);
    }

    @Test
    void before_one_with_a_smaller_number() {
        Job early = arm(both);
        Job late = arm(both);
        told.jobQueued(late);
        soFarSound();

        told.jobQueued(early);

        breaks(PlacementRules.NUMBERED);
    }

    @Test
    void to_another_one_while_the_job_before_it_is_on_its_way() {
        Job stays = arm(both);
        push(entity(first));
        Job moves = arm(both);
        told.jobQueued(stays);

        told.jobQueued(moves);

        breaks(PlacementRules.MOVES);
        breaks(PlacementRules.STAYS);
    }

    @Test
    void to_a_busier_one() {
        Job job = arm(both);
        push(entity(first));
        soFarSound();

        told.jobQueued(job);

        breaks(PlacementRules.BALANCED);
    }

    @Test
    void to_one_that_is_not_eligible() {
        Job job = arm(both);
        first.setEligible(false);

        told.jobQueued(job);

        breaks(PlacementRules.BALANCED);
    }

    @Test
    void to_one_that_was_torn_down() {
        device.teardown(first);
        Tampering.makeEligible(first);

        push(both);

        breaks(PlacementRules.ALIVE);
    }

    @Test
    void when_all_are_torn_down() {
        device.teardown(first);
        device.teardown(second);

        assertThat(device.submit(unarmed(both, 1))).isEmpty();
        soFarSound();
        Tampering.makeEligible(first);
        push(both);

        breaks(PlacementRules.REFUSED);
    }

    @Test
    void or_are_refused_for_no_reason() {
        told.refused(unarmed(both, 1));

        breaks(PlacementRules.REFUSED);
    }

    @Test
    void or_are_refused_for_good_reasons_and_break_no_rule() {
        first.setEligible(false);
        second.setEligible(false);
        assertThat(device.submit(unarmed(both, 1))).isEmpty();
        second.setEligible(true);
        push(both);
        work.runAll();
        second.setEligible(false);
        push(both);
        device.close(both);
        assertThat(device.submit(unarmed(both, 1))).isEmpty();

        soFarSound();
    }

    @Test
    void when_their_entity_has_one_scheduler_and_moves() {
        Entity bound = entity(first);
        bound.setSchedulers(List.of(second));

        push(bound);

        breaks(PlacementRules.STAYS);
    }

    @Test
    void that_their_client_never_allowed() {
        Scheduler third = ring(new Fifo(), 2);
        both.setSchedulers(List.of(third));

        push(both);

        breaks(PlacementRules.ALLOWED);
    }

    @Test
    void of_an_entity_that_has_one_left_to_choose_and_is_given_two() {
        device.setSchedulers(both, List.of(second));
        push(both);
        work.runAll();
        gpu.advance(1);
        work.runAll();
        soFarSound();
        both.setSchedulers(List.of(second, first));

        push(both);

        breaks(PlacementRules.ONE);
    }
}
