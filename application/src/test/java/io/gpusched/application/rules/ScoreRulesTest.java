package io.gpusched.application.rules;

import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Tampering;
import org.junit.jupiter.api.Test;

/** Scores that are miscounted. */
final class ScoreRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    @Test
    void that_forgot_a_job() {
        Job job = start(client);
        ring.complete(job, 0);
        ring.reattach(job);

        breaksAfterStep(ScoreRules.COUNTS);
    }

    @Test
    void that_count_a_killed_entity() {
        push(client);
        device.close(client);
        soFarSound();

        Tampering.attach(client);

        breaksAfterStep(ScoreRules.KILLED);
    }
}
