package io.gpusched.application.rules;

import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import io.gpusched.testkit.ManualGpu;
import org.junit.jupiter.api.Test;

/** Timeouts that come too early, too late, twice or not at all. */
final class TimeoutRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    @Test
    void that_a_reset_forgot_to_arm() {
        ring.setTimeoutNanos(Nanos.NO_LIMIT);
        start(client);
        ring.setTimeoutNanos(TIMEOUT);
        told.started(ring);

        breaksAfterStep(TimeoutRules.ARMED);
    }

    @Test
    void that_a_reset_arms_too_late() {
        start(client);
        ring.setTimeoutNanos(TIMEOUT / 2);
        told.started(ring);

        breaksAfterStep(TimeoutRules.NOT_LATE);
    }

    @Test
    void that_run_on_while_they_are_suspended() {
        start(client);
        told.timeoutMoved(ring, TimeoutMove.Plain.SUSPEND);

        breaksAfterStep(TimeoutRules.NOT_ARMED);
    }

    @Test
    void that_are_resumed_with_another_time() {
        start(client);
        device.resumeTimeout(ring, TIMEOUT / 2);
        told.timeoutMoved(ring, new TimeoutMove.Resume(TIMEOUT / 4));

        breaksAfterStep(TimeoutRules.NOT_LATE);
    }

    @Test
    void that_do_not_follow_a_fault_at_once() {
        start(client);
        told.timeoutMoved(ring, TimeoutMove.Plain.FAULT);

        breaksAfterStep(TimeoutRules.NOT_LATE);
    }

    @Test
    void that_come_too_early() {
        writer.tamper(delay -> delay / 2);
        start(client);

        work.advance(TIMEOUT);

        breaks(TimeoutRules.NOT_EARLY);
    }

    @Test
    void inside_another_one() {
        gpu.onTimeout((hardware, job, recovery) -> {
            told.timedOut(job);
            return ManualGpu.giveUp(hardware, job, recovery);
        });
        start(client);

        work.advance(TIMEOUT);

        breaks(TimeoutRules.ONE_HANDLER);
    }

    @Test
    void during_which_the_job_in_hand_is_freed() {
        gpu.onTimeout((hardware, job, recovery) -> {
            told.freed(job);
            return Verdict.NO_HANG;
        });
        start(client);

        work.advance(TIMEOUT);

        breaks(TimeoutRules.NOT_FREED_IN_HAND);
    }
}
