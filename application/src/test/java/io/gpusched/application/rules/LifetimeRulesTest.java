package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Jobs to which something happens twice, too early or too late. */
final class LifetimeRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    @Test
    void a_job_of_a_killed_entity_that_runs() {
        Job job = push(client, device.addFence(() -> "never"));
        device.close(client);

        told.jobRun(job);

        breaks(LifetimeRules.NOT_KILLED);
    }

    @Test
    void a_job_that_is_queued_twice() {
        told.jobQueued(push(client));

        breaks(LifetimeRules.KNOWN);
    }

    @Test
    void a_job_that_runs_twice() {
        told.jobRun(start(client));

        breaks(LifetimeRules.RUNS_ONCE);
    }

    @Test
    void a_job_that_runs_before_the_one_before_it() {
        push(client);

        told.jobRun(push(client));

        breaks(LifetimeRules.IN_ORDER);
    }

    @Test
    void a_job_that_is_given_to_the_hardware_without_having_been_selected() {
        told.jobSubmitted(push(client), Launch.Accepted.RUNNING);

        breaks(LifetimeRules.SELECTED_FIRST);
    }

    @Test
    void a_job_that_is_given_to_the_hardware_when_it_is_done() {
        Job job = start(client);
        told.jobDone(job);

        told.jobSubmitted(job, Launch.Accepted.RUNNING);

        breaks(LifetimeRules.NOT_AGAIN);
    }

    @Test
    void a_job_that_is_done_before_it_runs() {
        told.jobDone(push(client));

        breaks(LifetimeRules.DONE_ONCE);
    }

    @Test
    void a_job_that_is_freed_on_the_hardware() {
        told.freed(start(client));

        breaks(LifetimeRules.FREED_LATE);
    }

    @Test
    void a_job_that_is_freed_twice() {
        Job job = start(client);
        gpu.advance(1);
        work.runAll();

        told.freed(job);

        breaks(LifetimeRules.FREED_ONCE);
    }

    @Test
    void a_job_that_is_done_after_it_was_freed() {
        Job job = start(client);
        gpu.advance(1);
        work.runAll();

        told.jobDone(job);

        breaks(LifetimeRules.NOTHING_AFTER);
    }
}
