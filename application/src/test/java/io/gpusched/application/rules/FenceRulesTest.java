package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Fences that signal twice, too early, at the wrong place or in the wrong order. */
final class FenceRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);
    private final Fence outside = device.addFence(() -> "outside");

    @Test
    void of_others_that_signal_twice() {
        device.signal(outside, null);

        told.signaled(outside);

        breaks(FenceRules.ONCE);
    }

    @Test
    void of_a_job_that_is_scheduled_twice() {
        told.scheduled(start(client).fences());

        assertThat(invariants.violations())
                .singleElement()
                .satisfies(each -> assertThat(each.rule()).isEqualTo(FenceRules.ONCE));
    }

    @Test
    void of_a_job_that_finishes_before_it_was_scheduled() {
        told.finished(push(client).fences());

        breaks(FenceRules.SCHEDULED_FIRST);
    }

    @Test
    void of_a_job_that_finishes_on_the_hardware() {
        told.finished(start(client).fences());

        breaks(FenceRules.FINISHED_WHEN_DONE);
    }

    @Test
    void of_a_killed_job_that_ends_before_what_it_waits_for() {
        Job job = push(client, outside);
        device.close(client);
        work.runAll();
        soFarSound();

        told.finished(job.fences());

        breaks(FenceRules.KILLED_LAST);
    }

    @Test
    void whose_callback_frees_a_job() {
        Job job = start(client);
        outside.addCallback(fence -> told.freed(job));

        device.signal(outside, null);

        breaks(FenceRules.NOT_INSIDE);
    }

    @Test
    void whose_callback_ends_a_killed_job() {
        Job job = push(client, device.addFence(() -> "never"));
        outside.addCallback(fence -> told.finished(job.fences()));

        device.signal(outside, null);

        breaks(FenceRules.NOT_INSIDE);
    }

    @Test
    void that_call_back_the_first_one_last() {
        push(client, outside);
        work.runAll();
        told.signaled(outside);
        outside.removeCallback(client);
        outside.addCallback(client);

        device.signal(outside, null);

        breaks(FenceRules.IN_TURN);
    }
}
