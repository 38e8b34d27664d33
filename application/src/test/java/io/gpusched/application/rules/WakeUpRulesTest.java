package io.gpusched.application.rules;

import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Wake-ups that get lost. */
final class WakeUpRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    @Test
    void after_a_push() {
        push(client);
        dropQueuedWork();

        breaksAfterStep(WakeUpRules.RUN);
    }

    @Test
    void after_a_completion() {
        start(client);
        gpu.advance(1);
        dropQueuedWork();

        breaksAfterStep(WakeUpRules.FREE);
    }

    @Test
    void that_the_end_finds_still_queued() {
        push(client);

        invariants.whenQuiet(job -> false);

        breaks(WakeUpRules.QUIET);
        breaks(WakeUpRules.RUN);
    }

    @Test
    void of_a_timer_that_the_writer_forgot() {
        writer.tamper(delay -> -1);
        start(client);

        invariants.whenQuiet(job -> true);

        breaks(WakeUpRules.QUIET);
    }
}
