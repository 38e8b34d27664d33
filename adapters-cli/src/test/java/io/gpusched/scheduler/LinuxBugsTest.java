package io.gpusched.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Rejection;
import io.gpusched.application.event.Event;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each difference of docs/differences.md, in both modes. */
class LinuxBugsTest {
    @ParameterizedTest
    @EnumSource(LinuxBugs.class)
    void a_killed_entity_leaves_no_score_behind(LinuxBugs bugs) {
        Machine machine = new Machine(bugs);
        Scheduler scheduler = machine.scheduler(1);
        Entity entity = machine.entity(Priority.NORMAL, scheduler);
        machine.push(entity, 10);
        machine.runTo(1);
        machine.push(entity, 10);
        machine.push(entity, 10);

        machine.device.close(entity);
        machine.runOut();

        assertThat(scheduler.score().value()).isEqualTo(bugs == LinuxBugs.MENDED ? 0 : 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "rr"})
    void a_new_priority_counts_at_once_under_rr_and_fifo(String policy) {
        assertThat(orderAfterARaise(LinuxBugs.MENDED, policy)).containsExactly(0L, 2L, 1L);
        assertThat(orderAfterARaise(LinuxBugs.REPRODUCED, policy)).containsExactly(0L, 1L, 2L);
    }

    private static List<Long> orderAfterARaise(LinuxBugs bugs, String policy) {
        Machine machine = new Machine(bugs);
        Scheduler scheduler = machine.scheduler(
                policy.equals("rr") ? new RoundRobin() : new Fifo(), 1, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
        Entity busy = machine.entity(Priority.NORMAL, scheduler);
        Entity first = machine.entity(Priority.NORMAL, scheduler);
        Entity raised = machine.entity(Priority.NORMAL, scheduler);
        machine.push(busy, 10);
        machine.runTo(1);
        machine.push(first, 10);
        machine.push(raised, 10);

        machine.device.setPriority(raised, Priority.HIGH);
        machine.runOut();

        return machine.runOrder();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rr", "fifo"})
    void a_new_priority_counts_on_another_scheduler_too(String policy) {
        assertThat(orderAfterARaiseAndAMove(LinuxBugs.MENDED, policy)).containsExactly(0L, 2L, 1L);
        assertThat(orderAfterARaiseAndAMove(LinuxBugs.REPRODUCED, policy)).containsExactly(0L, 1L, 2L);
    }

    private static List<Long> orderAfterARaiseAndAMove(LinuxBugs bugs, String policy) {
        Machine machine = new Machine(bugs);
        Policy order = policy.equals("rr") ? new RoundRobin() : new Fifo();
        Scheduler from = machine.scheduler(order, 1, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
        Scheduler to = machine.scheduler(order, 1, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
        Entity busy = machine.entity(Priority.NORMAL, to);
        Entity first = machine.entity(Priority.NORMAL, to);
        Entity raised = machine.entity(Priority.NORMAL, from);
        machine.push(busy, 10);
        machine.runTo(1);
        machine.push(first, 10);

        machine.device.setPriority(raised, Priority.HIGH);
        machine.device.setSchedulers(raised, List.of(to));
        machine.push(raised, 10);
        machine.runOut();

        return machine.runOrder();
    }

    @Test
    void a_new_priority_of_a_blocked_entity_waits_for_its_dependency_still() {
        Machine machine = new Machine();
        Scheduler scheduler = machine.scheduler(2);
        Entity other = machine.entity(Priority.NORMAL, scheduler);
        Entity raised = machine.entity(Priority.NORMAL, scheduler);
        var fence = machine.device.addFence(() -> "external");
        machine.push(raised, 10, fence);
        machine.runTo(1);

        machine.device.setPriority(raised, Priority.HIGH);
        machine.push(other, 10);
        machine.runTo(5);
        assertThat(machine.runOrder()).containsExactly(1L);
        machine.device.signal(fence, null);
        machine.runOut();

        assertThat(machine.runOrder()).containsExactly(1L, 0L);
        assertThat(scheduler.credits().inFlight()).isZero();
    }

    @Test
    void a_push_to_a_scheduler_that_was_torn_down_is_refused() {
        Machine machine = new Machine();
        Scheduler gone = machine.scheduler(1);
        Scheduler there = machine.scheduler(1);
        Entity pinned = machine.entity(Priority.NORMAL, gone);
        Entity free = machine.entity(Priority.NORMAL, gone, there);
        machine.device.teardown(gone);

        var refused = machine.device.submit(new UnarmedJob(1, pinned, 1, GpuWork.of(10)));
        var taken = machine.device.submit(new UnarmedJob(2, free, 1, GpuWork.of(10)));
        machine.runOut();

        assertThat(refused.getLeft()).isEqualTo(new Rejection.NoEligibleScheduler(pinned));
        assertThat(taken.get().fences().finished().isSignaled()).isTrue();
    }

    @Test
    void where_linux_loses_a_push_to_a_scheduler_that_was_torn_down_so_does_conformance() {
        Machine machine = new Machine(LinuxBugs.REPRODUCED);
        Scheduler gone = machine.scheduler(1);
        Entity pinned = machine.entity(Priority.NORMAL, gone);
        machine.device.teardown(gone);

        Job lost = machine.device
                .submit(new UnarmedJob(1, pinned, 1, GpuWork.of(10)))
                .get();
        machine.runOut();

        assertThat(lost.fences().finished().isSignaled()).isFalse();
    }

    @Test
    void a_push_to_a_killed_entity_is_refused_and_nothing_is_lost() {
        Machine machine = new Machine();
        Entity entity = machine.entity(Priority.NORMAL, machine.scheduler(1));
        machine.device.close(entity);

        var result = machine.device.submit(new UnarmedJob(0, entity, 1, GpuWork.of(10)));

        assertThat(result.getLeft()).isEqualTo(new Rejection.EntityKilled(entity));
        assertThat(entity.queued()).isZero();
        assertThat(entity.scheduler().score().value()).isZero();
    }

    @Test
    void a_push_to_a_killed_entity_loses_the_job_where_linux_is_followed() {
        Machine machine = new Machine(LinuxBugs.REPRODUCED);
        Entity entity = machine.entity(Priority.NORMAL, machine.scheduler(1));
        machine.device.close(entity);

        Job lost = machine.push(entity, 10);
        machine.runOut();

        assertThat(lost.fences().finished().isSignaled()).isFalse();
        assertThat(entity.queued()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(LinuxBugs.class)
    void no_eligible_scheduler_is_a_refusal(LinuxBugs bugs) {
        Machine machine = new Machine(bugs);
        Scheduler one = machine.scheduler(1);
        Scheduler two = machine.scheduler(1);
        Entity entity = machine.entity(Priority.NORMAL, one, two);
        one.setEligible(false);
        two.setEligible(false);

        var refused = machine.device.submit(new UnarmedJob(0, entity, 1, GpuWork.of(10)));
        two.setEligible(true);
        Job taken = machine.push(entity, 10);

        assertThat(refused.getLeft()).isEqualTo(new Rejection.NoEligibleScheduler(entity));
        assertThat(taken.scheduler()).isSameAs(two);
    }

    @Test
    void a_suspended_timeout_stays_suspended_when_a_job_starts() {
        Machine machine = new Machine();
        Scheduler scheduler = machine.scheduler(new Fifo(), 2, 100_000, OnTimeout.SIGNAL);
        Entity entity = machine.entity(Priority.NORMAL, scheduler);
        machine.push(entity, 1_000);
        machine.runTo(60);

        long left = machine.device.suspendTimeout(scheduler);
        machine.push(entity, 1_000);
        machine.runTo(500);
        assertThat(timeouts(machine)).isZero();
        machine.device.resumeTimeout(scheduler, left);
        machine.runTo(540);

        assertThat(left).isEqualTo(40_000);
        assertThat(timeouts(machine)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(LinuxBugs.class)
    void closing_an_entity_wakes_those_behind_its_large_job(LinuxBugs bugs) {
        Machine machine = new Machine(bugs);
        Scheduler scheduler = machine.scheduler(2);
        machine.push(machine.entity(Priority.NORMAL, scheduler), 100);
        machine.runTo(1);
        Entity large = machine.entity(Priority.NORMAL, scheduler);
        machine.device.submit(new UnarmedJob(50, large, 2, GpuWork.of(10_000)));
        machine.runTo(2);
        Job small = machine.push(machine.entity(Priority.NORMAL, scheduler), 10);
        machine.runTo(5);
        assertThat(small.fences().isScheduled()).isFalse();

        machine.device.close(large);
        machine.runOut();

        assertThat(machine.events.stream()
                        .filter(event -> event instanceof Event.JobRun run && run.job() == small.id())
                        .map(Event::nanos))
                .containsExactly(bugs == LinuxBugs.MENDED ? 5_000L : 100_000L);
    }

    private static long timeouts(Machine machine) {
        return machine.events.stream().filter(Event.TimedOut.class::isInstance).count();
    }
}
