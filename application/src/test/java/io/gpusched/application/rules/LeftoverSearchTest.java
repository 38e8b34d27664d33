package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a run, and jobs that nobody can explain. */
final class LeftoverSearchTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);
    private final Entity other = entity(ring);

    @Test
    void nothing_when_all_jobs_were_freed() {
        start(client);
        start(other);
        gpu.advance(2);
        work.runAll();

        assertThat(invariants.whenQuiet(job -> false)).isEqualTo(new Leftovers(2, 2, 0, List.of()));
    }

    @Test
    void a_job_that_waits_for_one_that_was_armed_and_never_pushed() {
        push(other, arm(client).fences().finished());
        work.runAll();
        soFarSound();

        invariants.whenQuiet(job -> false);

        breaks(Leftovers.EXPLAINED);
    }

    @Test
    void a_killed_job_that_waits_for_one_that_was_never_pushed() {
        push(other, arm(client).fences().finished());
        device.close(other);
        work.runAll();
        soFarSound();

        invariants.whenQuiet(job -> false);

        breaks(Leftovers.EXPLAINED);
    }

    @Test
    void a_job_that_is_ready_and_was_not_run() {
        push(client);

        invariants.whenQuiet(job -> false);

        breaks(Leftovers.EXPLAINED);
    }

    @Test
    void a_job_on_hardware_that_does_not_hang_and_whose_timeout_stands_still() {
        start(client);
        device.suspendTimeout(ring);

        invariants.whenQuiet(job -> false);

        breaks(Leftovers.EXPLAINED);
    }

    @Test
    void a_job_too_many() {
        Job job = start(client);
        gpu.advance(1);
        work.runAll();
        soFarSound();
        told.released(job);

        invariants.whenQuiet(it -> false);

        breaks(Leftovers.COMPLETE);
    }
}
