package io.gpusched.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Place;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each run tells where its entity stood when it was selected, before its job was taken. */
class PlacesTest {
    private final Machine machine = new Machine();

    private List<Place> placesUnder(Policy policy) {
        Scheduler scheduler = machine.scheduler(policy, 1, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
        Entity urgent = machine.entity(Priority.HIGH, scheduler);
        Entity usual = machine.entity(Priority.NORMAL, scheduler);
        machine.push(usual, 10);
        machine.push(usual, 10);
        machine.runTo(3);
        machine.push(urgent, 10);
        machine.runOut();
        return machine.events.stream()
                .filter(Event.JobRun.class::isInstance)
                .map(each -> ((Event.JobRun) each).place())
                .toList();
    }

    @Test
    void under_fifo_by_the_time_of_submission() {
        assertThat(placesUnder(new Fifo())).containsExactly(new Place(2, 0), new Place(1, 3_000), new Place(2, 0));
    }

    @Test
    void under_rr_by_the_turn() {
        assertThat(placesUnder(new RoundRobin())).containsExactly(new Place(2, 0), new Place(1, 0), new Place(2, 1));
    }

    @Test
    void under_fair_by_the_virtual_run_time_in_one_queue() {
        assertThat(placesUnder(new Fair())).containsExactly(new Place(0, 0), new Place(0, -1), new Place(0, 0));
    }

    @Test
    void a_new_priority_and_a_kill_are_told_once() {
        Scheduler scheduler = machine.scheduler(1);
        Entity entity = machine.entity(Priority.NORMAL, scheduler);
        machine.runTo(2);
        machine.device.setPriority(entity, Priority.LOW);
        machine.device.close(entity);
        machine.device.close(entity);

        assertThat(machine.events)
                .containsExactly(
                        new Event.PriorityChanged(2_000, entity.id(), Priority.LOW),
                        new Event.EntityKilled(2_000, entity.id()));
    }
}
