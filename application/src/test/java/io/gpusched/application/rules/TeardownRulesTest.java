package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Tampering;
import org.junit.jupiter.api.Test;

/** What goes on at a scheduler that was torn down. */
final class TeardownRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    @Test
    void a_job_that_is_given_to_the_hardware() {
        Job job = start(client);
        device.teardown(ring);

        told.jobSubmitted(job, Launch.Accepted.RUNNING);

        breaks(TeardownRules.NO_JOBS);
    }

    @Test
    void a_job_that_runs() {
        Job job = push(client);
        device.teardown(ring);

        told.jobRun(job);

        breaks(TeardownRules.NO_JOBS);
    }

    @Test
    void a_job_that_ran_and_is_freed() {
        gpu.onTimeout((hardware, job, recovery) -> Verdict.ENODEV);
        Job job = start(client);
        work.advance(TIMEOUT);
        device.close(client);
        device.teardown(ring);

        told.freed(job);

        breaks(TeardownRules.NO_JOBS);
    }

    @Test
    void a_timeout_that_is_on_its_way() {
        device.teardown(ring);
        invariants.afterStep();
        soFarSound();

        Tampering.setTornDown(ring, false);
        device.fault(ring);
        Tampering.setTornDown(ring, true);

        breaksAfterStep(TeardownRules.NO_WORK);
    }

    @Test
    void the_load_balancer_may_pick_it() {
        device.teardown(ring);

        Tampering.makeEligible(ring);

        breaksAfterStep(TeardownRules.NOT_ELIGIBLE);
    }

    @Test
    void a_job_that_is_neither_cancelled_nor_freed() {
        start(client);

        Tampering.setTornDown(ring, true);

        breaksAfterStep(TeardownRules.EMPTY);
    }
}
