package io.gpusched.application.rules;

import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Times and averages that are not those of the events. */
final class TimeRulesTest extends JudgedDevice {
    private final Scheduler ring = ring(new Fifo(), 3);
    private final Entity client = entity(ring);

    @Test
    void of_a_submission() {
        aheadNanos = 7;
        push(client);
        aheadNanos = 0;

        work.runNext();

        breaks(TimeRules.SUBMITTED);
    }

    @Test
    void of_a_start() {
        push(client);
        aheadNanos = 7;

        work.runNext();

        breaks(TimeRules.STARTED);
    }

    @Test
    void of_the_start_of_a_job_behind_another_one() {
        push(client);
        push(client);
        work.runAll();
        work.advance(10);
        aheadNanos = 7;
        gpu.advance(1);
        work.runAll();
        aheadNanos = 0;
        gpu.advance(1);

        work.runAll();

        breaks(TimeRules.STARTED);
    }

    @Test
    void of_an_end() {
        push(client);
        work.runAll();
        aheadNanos = 7;

        gpu.advance(1);
        work.runAll();

        breaks(TimeRules.FINISHED);
    }

    @Test
    void that_were_not_added() {
        push(client);
        work.runAll();
        client.gpuTime().charge(1_000_000);
        work.advance(1_000);
        gpu.advance(1);

        work.runAll();

        breaks(TimeRules.RUNTIME);
        breaks(TimeRules.AVERAGES);
    }

    @Test
    void that_nobody_used() {
        push(client);
        work.advance(100);
        client.gpuTime().charge(7);

        gpu.advance(1);
        work.runAll();

        breaks(TimeRules.RUNTIME);
    }

    @Test
    void that_go_back() {
        work.advance(10);
        invariants.afterStep();

        aheadNanos = -1;

        breaksAfterStep(TimeRules.FORWARD);
    }
}
