package io.gpusched.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import org.junit.jupiter.api.Test;

class EntityFlushTest {
    private static final long SECOND = 1_000_000_000;
    private final Machine machine = new Machine();
    private final Scheduler scheduler = machine.scheduler(1);
    private final Entity entity = machine.entity(Priority.NORMAL, scheduler);

    @Test
    void an_idle_entity_is_flushed_at_once() {
        Fence flushed = machine.device.flush(entity, SECOND);

        assertThat(flushed.isSignaled()).isTrue();
        assertThat(flushed.error()).isNull();
    }

    @Test
    void a_flush_ends_when_the_last_queued_job_goes_to_the_hardware() {
        machine.push(entity, 10);
        machine.push(entity, 10);
        machine.push(entity, 10);

        Fence flushed = machine.device.flush(entity, SECOND);
        machine.runOut();

        assertThat(flushed.error()).isNull();
        assertThat(flushed.timestampNanos()).isEqualTo(20_000);
    }

    @Test
    void the_time_limit_ends_a_flush_with_an_error_and_leaves_the_jobs_alone() {
        Fence never = machine.device.addFence(() -> "external");
        Job job = machine.push(entity, new GpuWork(10_000, 0, null, null), never);

        Fence flushed = machine.device.flush(entity, 50_000);
        machine.runOut();

        assertThat(flushed.error()).isEqualTo(Errno.ETIME);
        assertThat(flushed.timestampNanos()).isEqualTo(50_000);
        assertThat(job.fences().finished().isSignaled()).isFalse();
        assertThat(entity.queued()).isEqualTo(1);
    }

    @Test
    void closing_the_entity_ends_a_flush() {
        machine.push(entity, 10, machine.device.addFence(() -> "external"));

        Fence flushed = machine.device.flush(entity, SECOND);
        machine.device.close(entity);

        assertThat(flushed.isSignaled()).isTrue();
        assertThat(flushed.error()).isNull();
    }

    @Test
    void teardown_ends_a_flush() {
        Machine hung = new Machine();
        Scheduler ring = hung.scheduler(new Fifo(), 1, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
        Entity waiting = hung.entity(Priority.NORMAL, ring);
        hung.push(waiting, new GpuWork(10_000, 1, null, null));
        hung.push(waiting, 10);
        hung.runTo(5);

        Fence flushed = hung.device.flush(waiting, SECOND);
        hung.device.teardown(ring);

        assertThat(flushed.error()).isEqualTo(Errno.ENODEV);
    }

    @Test
    void destroy_flushes_and_then_closes() {
        Job running = machine.push(entity, 10);
        Job queued = machine.push(entity, 10);

        Fence destroyed = machine.device.destroy(entity);
        assertThat(entity.isStopped()).isFalse();
        machine.runOut();

        assertThat(destroyed.error()).isNull();
        assertThat(entity.isStopped()).isTrue();
        assertThat(running.fences().finished().error()).isNull();
        assertThat(queued.fences().finished().error()).isNull();
    }

    @Test
    void destroy_gives_up_after_its_limit_and_kills_what_is_left() {
        Fence late = machine.device.addFence(() -> "external");
        Job stuck = machine.push(entity, new GpuWork(10_000, 0, null, null), late);

        Fence destroyed = machine.device.destroy(entity);
        machine.runOut();
        machine.device.signal(late, null);
        machine.runOut();

        assertThat(destroyed.error()).isEqualTo(Errno.ETIME);
        assertThat(stuck.fences().finished().error()).isEqualTo(Errno.ESRCH);
    }
}
