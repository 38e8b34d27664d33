package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockedEntitiesTest {
    private static final int BLOCKED = 100_000;
    private static final int TURNS = 1_000;

    private final Fence never = Fence.of(1, 1, () -> "never");
    private final List<Entity> looked = new ArrayList<>();
    private final Preparation noting = job -> {
        looked.add(job.entity());
        return null;
    };

    static Stream<Policy> policies() {
        return Stream.of(new RoundRobin(), new Fifo(), new Fair());
    }

    @ParameterizedTest
    @MethodSource("policies")
    void entities_that_wait_are_looked_at_once_and_the_ready_one_behind_them_has_every_turn(Policy policy) {
        Scheduler scheduler = new Scheduler(0, "ring", policy, TURNS, Nanos.NO_LIMIT, 0, new Score(), 4, false);
        List<Entity> blocked = new ArrayList<>();
        for (int i = 0; i < BLOCKED; i++) {
            blocked.add(entityWithJobs(scheduler, i, 1, never));
        }
        for (int i = 0; i < BLOCKED; i++) {
            Entity next = (Entity) scheduler.select();
            assertThat(next.pop(noting)).isInstanceOf(Pop.Blocked.class);
        }
        Selection afterThem = scheduler.select();
        Entity ready = entityWithJobs(scheduler, BLOCKED, TURNS, null);

        for (int i = 0; i < TURNS; i++) {
            assertThat(scheduler.select()).isSameAs(ready);
            scheduler.begin((Job) ready.pop(noting));
        }

        assertThat(afterThem).isEqualTo(Selection.Nothing.NO_ENTITY);
        assertThat(scheduler.select()).isEqualTo(Selection.Nothing.NO_ENTITY);
        assertThat(looked).hasSize(TURNS).containsOnly(ready);
        assertThat(blocked).allMatch(each -> each.queued() == 1 && each.dependency() == never);
    }

    private static Entity entityWithJobs(Scheduler scheduler, int id, int jobs, Fence dependency) {
        Entity entity = new Entity(id, 2 + 2L * id, Priority.NORMAL, List.of(scheduler));
        for (int i = 0; i < jobs; i++) {
            UnarmedJob job = new UnarmedJob(id, entity, 1, "work");
            if (dependency != null) {
                job.addDependency(dependency);
            }
            entity.push((Job) job.arm(), id);
        }
        return entity;
    }
}
