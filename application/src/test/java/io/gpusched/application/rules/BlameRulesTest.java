package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Karma;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Jobs that are blamed without a reason, too often or not at all. */
final class BlameRulesTest extends JudgedDevice {
    private final Scheduler ring = ring(gpu, 0);
    private final Entity client = entity(ring);

    @Test
    void behind_the_back_of_the_handler() {
        Karma.increase(start(client));

        breaksAfterStep(BlameRules.IN_HAND);
        breaks(BlameRules.GUILTY);
    }

    @Test
    void when_the_job_runs_again_beyond_the_hang_limit() {
        Job job = start(client);
        Karma.increase(job);

        told.jobSubmitted(job, Launch.Accepted.RUNNING);

        breaksAfterStep(BlameRules.IN_HAND);
    }

    @Test
    void in_words_only() {
        told.blamed(start(client));

        breaksAfterStep(BlameRules.COUNTED);
        breaks(BlameRules.GUILTY);
    }

    @Test
    void a_guilty_entity_that_runs_as_if_nothing_had_happened() {
        Job job = push(client);
        Karma.increase(job);

        told.jobRun(job);

        breaksAfterStep(BlameRules.GUILTY);
    }

    @Test
    void twice_for_one_timeout() {
        gpu.onTimeout((hardware, job, recovery) -> {
            recovery.stop();
            recovery.increaseKarma();
            recovery.increaseKarma();
            hardware.take(job);
            recovery.resubmit();
            recovery.start(null);
            return Verdict.RESET;
        });
        start(client);

        work.advance(TIMEOUT);

        breaks(BlameRules.ONCE);
    }

    @Test
    void twice_after_a_false_alarm() {
        boolean[] again = new boolean[1];
        gpu.onTimeout((hardware, job, recovery) -> {
            if (again[0]) {
                recovery.stop();
                recovery.increaseKarma();
                recovery.increaseKarma();
                recovery.start(null);
                return Verdict.RESET;
            }
            again[0] = true;
            return Verdict.NO_HANG;
        });
        start(client);
        work.advance(TIMEOUT);
        soFarSound();

        work.advance(TIMEOUT);

        breaks(BlameRules.ONCE);
    }

    @Nested
    class Through_the_port {
        private final Scheduler watched = ring(port, 0);
        private final Entity user = entity(watched);
        private @Nullable Recovery own;

        private void timesOut(Job job, boolean counted) {
            gpu.onTimeout((it, bad, recovery) -> {
                own = recovery;
                recovery.stop();
                if (counted) {
                    recovery.increaseKarma();
                } else {
                    device.recovery(watched, bad).increaseKarma();
                }
                recovery.resubmit();
                recovery.start(null);
                return Verdict.RESET;
            });
            work.advance(TIMEOUT);
            assertThat(own).isNotNull();
            assertThat(job.karma()).isLessThanOrEqualTo(1);
        }

        @Test
        void that_nobody_asked_for() {
            timesOut(start(user), false);

            breaks(BlameRules.COUNTED);
        }

        @Test
        void that_was_asked_for_breaks_no_rule() {
            timesOut(start(user), true);

            assertThat(user.isGuilty()).isTrue();
            soFarSound();
        }

        @Test
        void of_a_kernel_job_breaks_no_rule() {
            Entity kernel = entity(Priority.KERNEL, watched);
            Job job = start(kernel);
            timesOut(job, true);

            assertThat(job.karma()).isZero();
            assertThat(kernel.isGuilty()).isFalse();
            soFarSound();
        }

        @Test
        void of_an_entity_that_was_killed_breaks_no_rule() {
            Job job = start(user);
            device.close(user);
            timesOut(job, true);

            assertThat(job.karma()).isEqualTo(1);
            assertThat(user.isGuilty()).isFalse();
            soFarSound();
        }
    }
}
