package io.gpusched.application.rules;

import io.gpusched.application.port.Verdict;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Pending lists that lose a job or its place. */
final class PendingRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    @Test
    void in_another_order() {
        Job first = start(client);
        start(client);
        ring.pending().remove(first);
        ring.pending().addLast(first);

        breaksAfterStep(PendingRules.ORDER);
    }

    @Test
    void without_a_job_that_ran() {
        ring.pending().remove(start(client));

        breaksAfterStep(PendingRules.ALL);
    }

    @Test
    void without_a_job_that_was_found_not_to_hang() {
        Job lost = start(client);
        told.timedOut(lost);
        ring.pending().remove(lost);
        told.judged(lost, Verdict.NO_HANG);

        breaksAfterStep(PendingRules.ALL);
    }

    @Test
    void from_which_a_later_job_is_retired_first() {
        start(client);
        Job later = start(client);
        told.jobDone(later);

        told.freed(later);

        breaks(PendingRules.RETIRED_IN_ORDER);
    }

    @Test
    void with_a_job_that_is_freed() {
        told.freed(start(client));

        breaks(PendingRules.OFF_WHEN_FREED);
    }

    @Test
    void with_a_job_that_the_timeout_handler_looks_at() {
        told.timedOut(start(client));

        breaks(PendingRules.OFF_IN_HAND);
    }

    @Test
    void with_a_job_whose_completion_was_lost() {
        start(client).setHardware(new Ended(null));

        breaksAfterStep(PendingRules.COMPLETION);
    }
}
