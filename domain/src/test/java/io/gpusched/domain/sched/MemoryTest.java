package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The limits hold for what is allocated, compiled or not, and so for what is kept. The layouts of the objects, with compact headers and without, are
 * printed by {@code Footprint} among the benchmarks.
 */
class MemoryTest {
    private static final int COUNT = 10_000;
    private static final long LIMIT_OF_A_QUEUED_JOB = 250;
    private static final long LIMIT_OF_AN_IDLE_ENTITY = 200;

    private final Object payload = new Object();
    private final Scheduler scheduler =
            new Scheduler(0, "ring", new Fair(), 1, Nanos.NO_LIMIT, 0, new Score(), 4, false);
    private final List<Scheduler> schedulers = List.of(scheduler);

    @Test
    void a_queued_job_takes_at_most_250_bytes_its_making_included() {
        Entity entity = new Entity(0, 1, Priority.NORMAL, schedulers);
        push(entity);

        long before = allocatedBytes();
        for (int i = 0; i < COUNT; i++) {
            push(entity);
        }
        long each = (allocatedBytes() - before) / COUNT;

        assertThat(entity.queued()).isEqualTo(COUNT + 1);
        assertThat(each).isBetween(1L, LIMIT_OF_A_QUEUED_JOB);
    }

    @Test
    void an_idle_entity_takes_at_most_200_bytes() {
        Entity[] entities = new Entity[COUNT];

        long before = allocatedBytes();
        for (int i = 0; i < COUNT; i++) {
            entities[i] = new Entity(i, 1 + 2L * i, Priority.NORMAL, schedulers);
        }
        long each = (allocatedBytes() - before) / COUNT;

        assertThat(entities).doesNotContainNull();
        assertThat(each).isBetween(1L, LIMIT_OF_AN_IDLE_ENTITY);
    }

    @Test
    void an_entity_lets_go_of_its_last_job_once_that_is_retired() {
        Entity entity = new Entity(0, 1, Priority.NORMAL, schedulers);
        push(entity);
        Job job = (Job) entity.pop(Preparation.NONE);
        scheduler.begin(job);
        job.fences().signalScheduled(0);
        boolean keptWhileRunning = entity.lastScheduled() == job.fences().finished();

        job.fences().finished().signal(1_000);
        scheduler.account(job);

        assertThat(keptWhileRunning).isTrue();
        assertThat(entity.lastScheduled()).isNull();
    }

    private void push(Entity entity) {
        entity.push((Job) new UnarmedJob(0, entity, 1, payload).arm(), 0);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
