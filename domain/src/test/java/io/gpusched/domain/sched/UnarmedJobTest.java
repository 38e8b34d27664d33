package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job before the point of no return. */
final class UnarmedJobTest {
    private final Machine machine = new Machine(new Fifo());
    private final Scheduler ring = machine.scheduler(4);
    private final Entity entity = machine.entity(ring);

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void a_job_takes_at_least_one_credit(int credits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UnarmedJob(0, entity, credits, "payload"));
    }

    @Test
    void an_armed_job_cannot_be_armed_again() {
        UnarmedJob job = machine.job(entity, 1);
        job.arm();

        assertThatIllegalStateException().isThrownBy(job::arm);
        assertThatIllegalStateException().isThrownBy(job::abort);
    }

    @Test
    void an_aborted_job_takes_no_number() {
        machine.job(entity, 1).abort();

        Job next = (Job) machine.job(entity, 1).arm();

        assertThat(next.fences().finished().seqno()).isEqualTo(1);
    }

    @Test
    void a_job_takes_the_scheduler_the_priority_and_the_next_number_when_it_is_armed() {
        UnarmedJob unarmed = machine.job(entity, 2);
        entity.setPriority(Priority.HIGH, LinuxBugs.MENDED);

        Job job = (Job) unarmed.arm();
        entity.setPriority(Priority.LOW, LinuxBugs.MENDED);

        assertThat(job.priority()).isEqualTo(Priority.HIGH);
        assertThat(job.scheduler()).isSameAs(ring);
        assertThat(job.credits()).isEqualTo(2);
        assertThat(job.payload()).isEqualTo("payload");
        assertThat(((Job) machine.job(entity, 1).arm())
                        .fences()
                        .finished()
                        .isLaterThan(job.fences().finished()))
                .isTrue();
    }

    @Test
    void a_job_knows_exactly_its_dependencies() {
        var awaited = machine.fence();
        UnarmedJob job = machine.job(entity, 1, awaited);

        assertThat(job.hasDependency(awaited)).isTrue();
        assertThat(job.hasDependency(machine.fence())).isFalse();
        assertThat(machine.job(entity, 1).hasDependency(awaited)).isFalse();
    }
}
