package io.gpusched.application.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.testkit.ManualDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Queued jobs of a closed entity never run, and end only when nobody can write to their memory any more. */
final class KillTest {
    private final ManualDevice machine = new ManualDevice();
    private final Scheduler ring = machine.scheduler(1);
    private final Entity client = machine.entity(ring);
    private final Entity other = machine.entity(ring);
    private final List<Long> ended = new ArrayList<>();

    private Job submit(Entity entity, Fence... dependencies) {
        Job job = machine.submit(entity, dependencies);
        job.fences().finished().addCallback(fence -> ended.add(job.id()));
        return job;
    }

    private void close() {
        machine.device().close(client);
        machine.runAll();
    }

    @Test
    void jobs_behind_one_that_the_hardware_does_not_let_go_of_end_with_a_teardown() {
        Job stuck = submit(client);
        Job behind = submit(client);
        machine.runAll();
        machine.gpu(ring).take(stuck);

        machine.device().close(client);
        machine.device().teardown(ring);
        machine.runAll();

        assertThat(ended).containsExactly(stuck.id(), behind.id());
        assertThat(stuck.error()).isEqualTo(Errno.ECANCELED);
        assertThat(machine.gpu(ring).calls()).contains("free " + stuck.id(), "free " + behind.id());
    }

    @Test
    void killed_jobs_end_in_order_with_an_error_and_are_freed() {
        Job first = submit(client, machine.fence());
        Job second = submit(client);
        machine.runAll();

        machine.device().signal(first.dependency(0), null);
        close();

        assertThat(ended).containsExactly(first.id(), second.id());
        assertThat(first.fences().finished().error()).isEqualTo(Errno.ESRCH);
        assertThat(machine.gpu(ring).calls()).containsExactly("free 0", "free 1");
    }

    @Nested
    class They_wait {
        @Test
        void for_the_job_that_is_on_the_hardware() {
            Job running = submit(client);
            Job queued = submit(client);
            machine.runAll();

            close();
            assertThat(ended).isEmpty();

            machine.gpu(ring).complete(running);
            machine.runAll();
            assertThat(ended).containsExactly(running.id(), queued.id());
            assertThat(running.fences().finished().error()).isNull();
        }

        @Test
        void for_each_of_their_dependencies_also_the_one_that_was_awaited_already() {
            Fence first = machine.fence();
            Fence second = machine.fence();
            submit(client, first, second);
            machine.runAll();

            close();
            machine.device().signal(second, null);
            machine.runAll();
            assertThat(ended).isEmpty();

            machine.device().signal(first, null);
            machine.runAll();
            assertThat(ended).hasSize(1);
        }

        @Test
        void for_the_end_of_a_job_where_its_start_would_have_been_enough() {
            Job before = submit(other);
            submit(client, before.fences().scheduled());
            machine.runAll();

            close();
            assertThat(ended).isEmpty();

            machine.gpu(ring).complete(before);
            machine.runAll();
            assertThat(ended).containsExactly(0L, 1L);
        }
    }

    @Test
    void whoever_waits_for_a_killed_job_goes_on() {
        Job queued = submit(client, machine.fence());
        Job waiting = submit(other, queued.fences().finished());
        machine.runAll();

        close();
        machine.device().signal(queued.dependency(0), null);
        machine.runAll();

        assertThat(machine.gpu(ring).running()).containsExactly(waiting);
    }

    @Test
    void closing_an_entity_twice_does_nothing_the_second_time() {
        submit(client);
        machine.device().close(client);

        close();

        assertThat(ended).hasSize(1);
    }

    @Test
    void a_small_job_behind_one_that_did_not_fit_is_started() {
        Scheduler wide = machine.scheduler(2);
        Entity large = machine.entity(wide);
        Entity small = machine.entity(wide);
        submit(small);
        machine.runAll();
        machine.submit(machine.job(large, 2));
        Job next = submit(small);
        machine.runAll();
        assertThat(machine.gpu(wide).running()).hasSize(1);

        machine.device().close(large);
        machine.runAll();

        assertThat(machine.gpu(wide).running()).contains(next);
    }
}
