package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Credits that are miscounted. */
final class CreditRulesTest extends JudgedDevice {
    private final Scheduler ring = ring(new Fifo(), 3);
    private final Entity client = entity(ring);

    @Test
    void given_back_too_early() {
        ring.detach(start(client));

        breaksAfterStep(CreditRules.SUM);
    }

    @Test
    void below_zero() {
        Job job = start(client);
        ring.detach(job);
        ring.detach(job);

        breaksAfterStep(CreditRules.WITHIN_LIMIT);
    }

    @Test
    void above_the_limit() {
        Job job = start(client);
        ring.reattach(job);
        ring.reattach(job);
        ring.reattach(job);

        breaksAfterStep(CreditRules.WITHIN_LIMIT);
    }

    @Test
    void above_the_limit_when_a_job_starts() {
        Job job = start(client);
        ring.reattach(job);
        ring.reattach(job);
        ring.reattach(job);

        told.jobRun(push(entity(ring)));

        breaks(CreditRules.WITHIN_LIMIT);
    }

    @Test
    void of_a_job_that_is_not_truncated() {
        Job job = (Job) unarmed(client, 5).arm();
        told.jobQueued(job);

        told.jobRun(job);

        breaks(CreditRules.AS_ASKED);
    }

    @Test
    void of_jobs_that_together_exceed_the_limit() {
        Job job = device.submit(unarmed(client, 3)).get();
        work.runAll();
        soFarSound();
        ring.detach(job);
        push(client);

        work.runAll();

        assertThat(gpu.running()).contains(job);
        breaks(CreditRules.ASKED_WITHIN_LIMIT);
    }
}
