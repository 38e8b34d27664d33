package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Faults of a reset, and what the rules about resets say of each. */
final class ResetRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);
    private final Entity other = entity(ring);

    @Test
    void during_which_somebody_resumes_submission() {
        gpu.onTimeout((hardware, job, recovery) -> {
            recovery.stop();
            device.start(ring);
            push(other);
            return Verdict.RESET;
        });
        start(client);

        work.advance(TIMEOUT);

        breaks(ResetRules.NO_START);
    }

    @Test
    void a_job_that_runs_while_submission_is_paused() {
        push(client);
        ring.setPaused(true);

        work.runNext();

        breaks(ResetRules.PAUSED);
    }

    @Test
    void work_that_is_queued_while_submission_is_paused() {
        push(client);
        told.paused(ring);

        breaksAfterStep(ResetRules.SILENT);
    }

    @Test
    void a_reset_that_leaves_a_job_out() {
        start(client);
        device.recovery(ring, null).stop();
        told.resubmitting(ring);
        device.recovery(ring, null).start(null);

        breaks(ResetRules.ALL_AGAIN);
    }

    @Nested
    class A_resubmission {
        private final Scheduler watched = ring(port, 0);
        private final Recovery recovery = device.recovery(watched, null);
        private final Job first = start(entity(watched));
        private final Job last = start(entity(watched));

        @Test
        void of_all_but_the_last() {
            recovery.stop();
            port.run(first, new Ignoring());
            told.jobSubmitted(first, Launch.Accepted.RUNNING);
            recovery.start(null);

            breaks(ResetRules.ORDER);
        }

        @Test
        void in_another_order() {
            recovery.stop();
            port.run(last, new Ignoring());

            breaks(ResetRules.ORDER);
        }

        @Test
        void twice_in_several_steps_breaks_no_rule() {
            recovery.stop();
            invariants.afterStep();
            recovery.resubmit();
            long state = invariants.state();
            recovery.resubmit();
            invariants.afterKnownStep();
            assertThat(invariants.state()).isEqualTo(state);
            recovery.start(null);
            assertThat(invariants.state()).isNotEqualTo(state);

            work.runAll();
            invariants.afterStep();
            soFarSound();
        }
    }
}
