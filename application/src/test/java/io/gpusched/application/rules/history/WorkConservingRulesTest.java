package io.gpusched.application.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.rules.violation.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkConservingRulesTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SLACK = 100 * MILLI;

    private static List<String> seen(Told told, long slackNanos, Integer... limits) {
        return WorkConservingRules.judge(told.events(), List.of(limits), slackNanos).stream()
                .map(Violation::seen)
                .toList();
    }

    @Nested
    class In_virtual_time {
        @Test
        void a_job_that_is_started_before_the_clock_moves_on_is_fine() {
            assertThat(seen(new Told().queue(0, 0).run(0).at(5).done(0), 0, 1)).isEmpty();
        }

        @Test
        void a_job_that_could_run_must_not_wait_at_all() {
            Told told = new Told().queue(0, 0).run(0).at(3).queue(1, 1).at(4).run(1);

            assertThat(seen(told, 0, 2)).containsExactly("on scheduler 0 from 3 to 4 ns, when none was started");
            assertThat(seen(told, 0, 1)).isEmpty();
        }

        @Test
        void the_first_job_of_a_scheduler_must_not_wait_either() {
            assertThat(seen(new Told().queue(0, 0).at(4).run(0), 0, 1)).hasSize(1);
        }

        @Test
        void each_time_in_which_credits_are_unused_counts_once() {
            Told told = new Told()
                    .queue(0, 0)
                    .at(4)
                    .queue(1, 0)
                    .at(7)
                    .run(0)
                    .at(9)
                    .run(1)
                    .at(15)
                    .done(0)
                    .done(1)
                    .at(20)
                    .queue(2, 0)
                    .at(30)
                    .run(2);

            assertThat(seen(told, 0, 2)).hasSize(2);
        }

        @Test
        void a_job_that_waits_for_a_fence_is_not_ready() {
            FenceName fence = new FenceName.External("x0");
            Told waits = new Told()
                    .queue(0, 0)
                    .dependsOn(0, fence)
                    .at(4)
                    .signal(fence)
                    .run(0);
            Told late = new Told()
                    .queue(0, 0)
                    .dependsOn(0, fence)
                    .at(4)
                    .signal(fence)
                    .at(5)
                    .run(0);

            assertThat(seen(waits, 0, 1)).isEmpty();
            assertThat(seen(late, 0, 1)).containsExactly("on scheduler 0 from 4 to 5 ns, when none was started");
        }

        @Test
        void a_job_behind_its_own_entitys_job_is_not_ready() {
            FenceName fence = new FenceName.External("x0");
            Told told = new Told()
                    .queue(0, 0)
                    .dependsOn(0, fence)
                    .queue(1, 0)
                    .at(4)
                    .signal(fence)
                    .run(0)
                    .run(1);

            assertThat(seen(told, 0, 2)).isEmpty();
        }

        @Test
        void nobody_is_started_while_submission_is_paused() {
            assertThat(seen(new Told().queue(0, 0).pause(0).at(4).resume(0).run(0), 0, 1))
                    .isEmpty();
        }

        @Test
        void the_policy_may_keep_a_small_job_behind_a_large_one() {
            Told told = new Told()
                    .queue(0, 0)
                    .run(0)
                    .queue(1, 1, 0, 2)
                    .queue(2, 2)
                    .at(4)
                    .done(0)
                    .run(1)
                    .at(6)
                    .done(1)
                    .run(2);

            assertThat(seen(told, 0, 2)).isEmpty();
        }

        @Test
        void a_job_that_never_runs_may_have_been_killed() {
            assertThat(seen(new Told().queue(0, 0).at(4).finish(0), 0, 1)).isEmpty();
        }
    }

    @Nested
    class In_real_time {
        @Test
        void a_start_may_take_as_long_as_the_slack() {
            Told told = new Told().queue(0, 0).at(SLACK).run(0);

            assertThat(seen(told, SLACK, 1)).isEmpty();
        }

        @Test
        void a_lost_wake_up_is_found() {
            Told told = new Told()
                    .queue(0, 0)
                    .run(0)
                    .at(MILLI)
                    .queue(1, 1)
                    .at(SLACK + 2 * MILLI)
                    .done(0)
                    .run(1);

            assertThat(seen(told, SLACK, 2))
                    .containsExactly("on scheduler 0 from 1000000 to 102000000 ns, when none was started");
        }

        @Test
        void a_worker_that_gets_a_processor_every_few_milliseconds_may_always_have_work_left() {
            Told told = new Told().queue(0, 0).run(0);
            for (int job = 1; job < 200; job++) {
                long round = job * 8 * MILLI;
                told.at(round - 4 * MILLI).queue(job, 0);
                told.at(round - 8 * MILLI + 250 * MICRO).done(job - 1);
                if (job > 1) {
                    told.at(round).run(job - 1);
                }
            }

            assertThat(seen(inOrder(told), SLACK, 2)).isEmpty();
        }

        @Test
        void a_client_that_waits_for_its_own_jobs_says_nothing_about_a_job_of_another_one() {
            Told told = new Told().queue(0, 0);
            for (int job = 1; job < 100; job++) {
                long round = job * 10 * MILLI;
                told.at(round)
                        .queue(job, 1)
                        .at(round + 30 * MICRO)
                        .run(job)
                        .at(round + 9 * MILLI)
                        .done(job);
            }
            told.at(1_000 * MILLI).run(0);

            assertThat(seen(told, SLACK, 2)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"1, 2, 40", "10, 2, 40", "10, 4, 1000", "90, 3, 2000"})
        void a_scheduler_that_uses_fewer_credits_than_it_has_is_found(long jobMillis, int limit, long latencyMicros) {
            for (int seed = 0; seed < 10; seed++) {
                Told told = played(new SplittableRandom(seed), limit - 1, jobMillis * MILLI, latencyMicros * MICRO);

                assertThat(seen(told, SLACK, limit))
                        .as("seed %d", seed)
                        .isNotEmpty()
                        .allMatch(each -> each.contains("only after another one had ended"));
                assertThat(seen(told, SLACK, limit - 1)).as("seed %d", seed).isEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource({"1, 2, 40", "10, 2, 12000", "1, 4, 12000", "3, 3, 8000", "90, 3, 30000"})
        void a_scheduler_whose_worker_is_late_is_not_accused(long jobMillis, int limit, long latencyMicros) {
            for (int seed = 0; seed < 10; seed++) {
                Told told = played(new SplittableRandom(seed), limit, jobMillis * MILLI, latencyMicros * MICRO);

                assertThat(seen(told, SLACK, limit)).as("seed %d", seed).isEmpty();
            }
        }

        /** Three entities with many jobs each; a worker that takes up to the latency for each start, and fills the ring up to a number of jobs. */
        private Told played(SplittableRandom random, int most, long jobNanos, long latencyNanos) {
            int jobs = 300;
            Told told = new Told();
            for (int job = 0; job < jobs; job++) {
                told.queue(job, job % 3);
            }
            PriorityQueue<Long> ends = new PriorityQueue<>();
            List<Long> running = new ArrayList<>();
            long now = 0;
            for (int job = 0; job < jobs; job++) {
                if (ends.size() == most) {
                    now = Math.max(now, ends.element());
                }
                now += 1 + random.nextLong(latencyNanos);
                while (!ends.isEmpty() && ends.element() <= now) {
                    told.at(ends.remove()).done(running.removeFirst());
                }
                told.at(now).run(job);
                running.add((long) job);
                ends.add(now + jobNanos);
            }
            return told;
        }

        private Told inOrder(Told told) {
            List<Event> events = new ArrayList<>(told.events());
            events.sort(Comparator.comparingLong(Event::nanos));
            Told sorted = new Told();
            events.forEach(sorted::add);
            return sorted;
        }
    }
}
