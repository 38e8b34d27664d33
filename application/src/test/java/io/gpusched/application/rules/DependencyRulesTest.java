package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import org.junit.jupiter.api.Test;

/** Jobs that run before what they wait for. */
final class DependencyRulesTest extends JudgedDevice {
    private final Scheduler ring = ring(new Fifo(), 2);
    private final Entity client = entity(ring);
    private final Entity other = entity(ring);
    private final Fence outside = device.addFence(() -> "outside");

    private Job pushAfter(Fence... fences) {
        UnarmedJob job = unarmed(client, 1);
        for (Fence each : fences) {
            device.addDependency(job, each);
        }
        return device.submit(job).get();
    }

    @Test
    void all_of_which_come_first_break_no_rule() {
        Job before = push(other);
        Job behind = pushAfter(before.fences().finished(), outside);
        work.runAll();
        assertThat(gpu.running()).doesNotContain(behind);
        device.signal(outside, null);
        work.runAll();

        assertThat(gpu.running()).contains(before, behind);
        soFarSound();
    }

    @Test
    void that_has_not_signalled() {
        push(client, outside);
        work.runAll();
        client.signaled(outside);

        work.runAll();

        breaks(DependencyRules.FIRST);
    }

    @Test
    void that_was_forgotten() {
        UnarmedJob job = unarmed(client, 1);
        told.dependencyAsked(job, outside);
        device.submit(job).get();

        work.runAll();

        breaks(DependencyRules.AS_ASKED);
    }

    @Test
    void of_one_context_the_earlier_of_which_was_kept() {
        long context = device.contexts().allocate(1);
        Fence early = Fence.of(context, 1, () -> "line");
        Fence late = Fence.of(context, 2, () -> "line");
        UnarmedJob job = unarmed(client, 1);
        told.dependencyAsked(job, late);
        device.addDependency(job, early);
        device.submit(job).get();
        device.signal(early, null);

        work.runAll();

        breaks(DependencyRules.AS_ASKED);
    }

    @Test
    void that_may_not_be_pipelined() {
        Job before = push(other);
        work.runAll();
        Job behind = pushAfter(before.fences().finished());
        before.fences().finished().forbidPipelining();
        soFarSound();

        told.jobRun(behind);

        breaks(DependencyRules.AS_ASKED);
    }

    @Test
    void that_the_hardware_asked_for() {
        Job job = push(client);
        invariants.prepared(job, null);
        invariants.prepared(job, outside);

        work.runAll();

        breaks(DependencyRules.PREPARED);
    }
}
