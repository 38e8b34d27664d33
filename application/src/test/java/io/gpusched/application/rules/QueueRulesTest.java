package io.gpusched.application.rules;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Candidate;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Standing;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Preparation;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Entities whose queue or place is not what it should be. */
final class QueueRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    /** Fifo, but it kills each entity that comes to its run queue. */
    private record Killing(KeyPolicy policy) implements KeyPolicy {
        @Override
        public String label() {
            return "killing";
        }

        @Override
        public long keyOnJoin(Standing entity, Head head, Candidate first) {
            if (entity instanceof Entity itself) {
                itself.close();
            }
            return policy.keyOnJoin(entity, head, first);
        }

        @Override
        public long keyOnNext(Standing entity, Head head, Candidate first) {
            return policy.keyOnNext(entity, head, first);
        }
    }

    @Test
    void that_stand_in_a_run_queue_after_they_were_killed() {
        push(entity(ring(new Killing(new Fifo()), 2)));

        breaksAfterStep(QueueRules.STANDS);
    }

    @Test
    void that_lost_a_job() {
        push(client);
        client.pop(Preparation.NONE);

        breaksAfterStep(QueueRules.COMPLETE);
    }

    @Test
    void that_wait_for_a_fence_that_signalled_without_waking_them() {
        Fence outside = device.addFence(() -> "outside");
        push(client, outside);
        work.runAll();
        outside.removeCallback(client);
        device.signal(outside, null);

        breaksAfterStep(QueueRules.WAITS);
    }

    @Test
    void that_were_killed_and_still_stand_at_a_fence() {
        Fence never = device.addFence(() -> "never");
        push(client, never);
        work.runAll();
        device.close(client);
        never.addCallback(client);

        breaksAfterStep(QueueRules.WAITS_NOWHERE);
    }

    @Test
    void that_say_the_error_of_another_job_than_the_last() {
        Job job = start(client);
        gpu.fail(job, Errno.EIO);
        work.runAll();
        soFarSound();
        told.jobRun(push(client));

        breaksAfterStep(QueueRules.LAST_ERROR);
    }

    @Test
    void that_do_not_know_their_last_job() {
        told.jobRun(push(client));

        breaksAfterStep(QueueRules.LAST_TAKEN);
    }
}
