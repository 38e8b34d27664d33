package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import org.junit.jupiter.api.Test;

/** Who is to blame for a hang. */
final class KarmaTest {
    private final Machine machine = new Machine(new Fifo());
    private final Scheduler ring = machine.scheduler(4);

    @Test
    void a_job_is_blamed_each_time_and_its_entity_becomes_guilty_at_once() {
        Entity entity = machine.entity(ring);
        machine.push(entity);
        Job job = machine.start(ring, 0);

        Karma.increase(job);
        assertThat(job.karma()).isEqualTo(1);
        assertThat(entity.isGuilty()).isTrue();

        Karma.increase(job);
        assertThat(job.karma()).isEqualTo(2);
    }

    @Test
    void a_job_of_kernel_priority_is_never_blamed() {
        Entity entity = machine.entity(Priority.KERNEL, ring);
        machine.push(entity);
        Job job = machine.start(ring, 0);
        entity.setPriority(Priority.LOW, LinuxBugs.MENDED);

        Karma.increase(job);

        assertThat(job.karma()).isZero();
        assertThat(entity.isGuilty()).isFalse();
    }

    @Test
    void an_entity_that_has_left_the_scheduler_stays_innocent() {
        Entity entity = machine.entity(ring);
        machine.push(entity);
        Job job = machine.start(ring, 0);
        entity.close();

        Karma.increase(job);

        assertThat(job.karma()).isEqualTo(1);
        assertThat(entity.isGuilty()).isFalse();
    }

    @Test
    void an_entity_that_has_moved_to_another_scheduler_stays_innocent() {
        Scheduler other = machine.scheduler(4);
        Entity entity = machine.entity(ring, other);
        machine.push(entity);
        Job job = machine.start(ring, 0);
        machine.finish(job, 1);
        ring.setEligible(false);
        machine.push(entity);

        Karma.increase(job);

        assertThat(entity.isGuilty()).isFalse();
    }
}
