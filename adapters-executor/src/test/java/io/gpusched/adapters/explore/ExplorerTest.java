package io.gpusched.adapters.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.replay.FindingShrinker;
import io.gpusched.adapters.explore.search.Search;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Timers;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Explorations find what goes wrong, say so in words, and say when there is nothing to find. */
class ExplorerTest {
    private static Report explore(Scenario scenario, Guarantees guarantees, SearchSettings strategy, Limits limits) {
        return new Explorer(scenario, guarantees, strategy, limits, () -> 0).explore();
    }

    private static Scenario losesACompletion() {
        return stage -> new SmallDevice(
                        stage,
                        new SmallDevice.Forgetful(stage.hardwareSide("ring").timers()))
                .submitThree(stage);
    }

    @Nested
    class When_every_order_is_explored {
        @ParameterizedTest
        @EnumSource(names = {"NONE", "WORK"})
        void histories_are_counted_without_being_run(Lateness lateness) {
            Guarantees guarantees = new Guarantees(Queues.UNORDERED, lateness);
            Set<Long> run = new TreeSet<>();
            runAll(guarantees, run);

            Report report = explore(
                    SmallDevice::threeJobs,
                    guarantees,
                    SearchSettings.exhaustive(),
                    Limits.ofSchedules(Limits.NO_LIMIT));

            assertThat(report.covered()).isTrue();
            assertThat(report.finding()).isNull();
            assertThat(report.histories()).isEqualTo(run.size());
            assertThat(report.schedules()).isLessThanOrEqualTo(run.size());
        }

        /** Every history, one after the other, whatever states it meets. */
        private void runAll(Guarantees guarantees, Set<Long> histories) {
            try (Runs runs = new Runs(SmallDevice::threeJobs, guarantees, 1_000)) {
                int[] prefix = {};
                while (prefix != null) {
                    List<Integer> widths = new ArrayList<>();
                    int[] repeated = prefix;
                    ScheduleOutcome outcome = runs.run(options -> {
                        widths.add(options.size());
                        return widths.size() <= repeated.length ? repeated[widths.size() - 1] : 0;
                    });
                    histories.add(outcome.history());
                    int[] choices = outcome.choices();
                    prefix = null;
                    for (int i = choices.length - 1; i >= 0 && prefix == null; i--) {
                        if (choices[i] + 1 < widths.get(i)) {
                            prefix = java.util.Arrays.copyOf(choices, i + 1);
                            prefix[i]++;
                        }
                    }
                }
            }
        }

        @Test
        void a_space_that_was_left_early_is_not_covered() {
            Report report = explore(
                    SmallDevice::threeJobs, Guarantees.KEPT, SearchSettings.exhaustive(), Limits.ofSchedules(3));

            assertThat(report.schedules()).isEqualTo(3);
            assertThat(report.covered()).isFalse();
        }

        @Test
        void schedules_without_an_end_are_cut_short_and_nothing_is_claimed() {
            Scenario endless = stage -> {
                Runnable[] again = new Runnable[1];
                var timer = stage.writer().timers().timer(() -> again[0].run());
                again[0] = () -> timer.arm(1);
                timer.arm(1);
            };

            Report report = explore(endless, Guarantees.KEPT, SearchSettings.random(1), new Limits(5, 1, 50, 0));

            assertThat(report.cutShort()).isEqualTo(report.schedules()).isPositive();
            assertThat(report.covered()).isFalse();
        }
    }

    @Nested
    class When_something_goes_wrong {
        @Test
        void a_scenario_that_cannot_be_built_is_a_finding() {
            Scenario unfit = stage -> {
                throw new IllegalStateException("no such ring");
            };

            Finding found = explore(unfit, Guarantees.KEPT, SearchSettings.random(1), Limits.ofSchedules(9))
                    .finding();

            assertThat(found.violation().rule()).isEqualTo(ExplorationRules.NO_STEP_FAILS);
            assertThat(found.violation().toString()).contains("no such ring");
        }

        @Test
        void a_schedule_that_goes_on_after_its_last_step_is_a_finding() {
            Scenario endless = stage -> {
                stage.endsWithin(30);
                Runnable[] again = new Runnable[1];
                var timer = stage.writer().timers().timer(() -> again[0].run());
                again[0] = () -> timer.arm(1);
                timer.arm(1);
            };

            Finding found = explore(endless, Guarantees.KEPT, SearchSettings.random(1), Limits.ofSchedules(9))
                    .finding();

            assertThat(found.violation().rule()).isEqualTo(ExplorationRules.ENDS);
        }

        @Test
        void every_strategy_but_one_schedule_finds_a_lost_completion() {
            for (SearchSettings strategy :
                    List.of(SearchSettings.random(7), SearchSettings.pct(7, 3), SearchSettings.exhaustive())) {
                Report report = explore(losesACompletion(), Guarantees.KEPT, strategy, Limits.ofSchedules(1_000));

                assertThat(report.finding()).as("%s", strategy).isNotNull();
                assertThat(report.finding().violation().rule().words())
                        .isEqualTo("every job that is still there has a cause to be");
            }
        }

        @Test
        void the_shrunk_history_is_no_longer_and_breaks_the_same_rule() {
            Finding found = explore(
                            losesACompletion(), Guarantees.KEPT, SearchSettings.random(3), Limits.ofSchedules(1_000))
                    .finding();

            Finding shrunk = new FindingShrinker(Guarantees.KEPT, 1_000).shrink(losesACompletion(), found);

            assertThat(shrunk.violation().rule()).isEqualTo(found.violation().rule());
            assertThat(shrunk.steps())
                    .hasSizeLessThanOrEqualTo(found.steps().size())
                    .hasSizeLessThanOrEqualTo(20);
            assertThat(shrunk.lines().getFirst())
                    .startsWith("  1. at 0 us, client: alice: submits job 0 -> job 0 queued");
        }

        @Test
        void an_exception_is_a_finding_that_keeps_it() {
            Scenario throwing = stage -> stage.client("bob").then("trips", () -> {
                throw new IllegalStateException("planted");
            });

            Finding found = explore(throwing, Guarantees.KEPT, SearchSettings.random(1), Limits.ofSchedules(1))
                    .finding();

            assertThat(found.violation().rule()).isEqualTo(ExplorationRules.NO_STEP_FAILS);
            assertThat(found.thrown()).hasMessage("planted");
        }

        @Test
        void rules_of_the_scenario_are_checked_after_every_step_and_at_the_end() {
            Scenario ruled = stage -> {
                int[] count = new int[1];
                stage.client("bob").then("counts", () -> count[0]++).then("counts on", () -> count[0]++);
                stage.rule("nobody counts to two", () -> count[0] == 2 ? "it is " + count[0] : null);
            };
            Scenario ending = stage -> stage.atEnd(() -> {
                throw new AssertionError("not clean");
            });

            Finding step = explore(ruled, Guarantees.KEPT, SearchSettings.fifo(), Limits.ofSchedules(1))
                    .finding();
            Finding end = explore(ending, Guarantees.KEPT, SearchSettings.fifo(), Limits.ofSchedules(1))
                    .finding();

            assertThat(step.violation().rule().words()).isEqualTo("nobody counts to two");
            assertThat(step.steps()).hasSize(2);
            assertThat(end.violation().seen()).contains("not clean");
        }

        @Test
        void calls_to_one_piece_of_hardware_that_overlap_are_noticed_and_only_where_queues_break_their_promise() {
            Guarantees broken = new Guarantees(Queues.CONCURRENT, Lateness.WORK);

            Report kept = explore(
                    SmallDevice::threeJobs, Guarantees.KEPT, SearchSettings.random(1), Limits.ofSchedules(2_000));
            Report overlapping =
                    explore(SmallDevice::threeJobs, broken, SearchSettings.random(1), Limits.ofSchedules(2_000));

            assertThat(kept.finding()).isNull();
            assertThat(overlapping.finding().violation().rule().words())
                    .isEqualTo("the calls to one piece of hardware come one at a time");
        }
    }

    @Nested
    class When_something_has_a_will_of_its_own {
        @Test
        void a_history_that_differs_the_second_time_is_named() {
            int[] outlives = new int[1];
            Scenario stateful = stage -> {
                outlives[0]++;
                stage.client("bob").then("run " + outlives[0], () -> {});
            };

            Finding found = explore(
                            stateful,
                            Guarantees.KEPT,
                            SearchSettings.random(1),
                            Limits.ofSchedules(3).runTwice())
                    .finding();

            assertThat(found.violation().rule().words()).startsWith("the same choices make the same history");
            assertThat(found.violation().seen()).contains("step 1", "run 2", "run 3");
        }

        /** How hardware takes a job. */
        @FunctionalInterface
        private interface Completing {
            Launch run(Timers timers, HardwareJob job, Completion completion);
        }

        /** Explores hardware that is not repeatable; returns what is said about it. */
        private Violation nondeterminism(Completing completing) {
            Scenario scenario = stage -> {
                Timers timers = stage.hardwareSide("ring").timers();
                SmallDevice.Instant hardware = new SmallDevice.Instant(timers) {
                    @Override
                    public Launch run(HardwareJob job, Completion completion) {
                        return completing.run(timers, job, completion);
                    }
                };
                new SmallDevice(stage, hardware).submitThree(stage);
            };
            Finding found = explore(
                            scenario,
                            Guarantees.KEPT,
                            SearchSettings.random(1),
                            Limits.ofSchedules(200).runTwice())
                    .finding();
            assertThat(found).isNotNull();
            return found.violation();
        }

        @Test
        void hardware_with_a_thread_of_its_own_is_named_with_the_thread() {
            Violation violation = nondeterminism((timers, job, completion) -> {
                Thread thread = new Thread(completion::complete, "doorbell");
                thread.start();
                try {
                    thread.join();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return Launch.Accepted.RUNNING;
            });

            assertThat(violation.rule().words()).startsWith("nothing has a thread of its own");
            assertThat(violation.seen()).contains("doorbell");
        }

        @Test
        void hardware_that_looks_at_the_wall_clock_is_named_with_the_step_that_differs() {
            Violation violation = nondeterminism((timers, job, completion) -> {
                timers.timer(completion::complete).arm(System.nanoTime() & 0xffff_ffffL);
                return Launch.Accepted.RUNNING;
            });

            assertThat(violation.rule().words()).startsWith("the same choices make the same history");
            assertThat(violation.seen()).contains("step ", "the second time");
        }

        @Test
        void hardware_that_goes_by_the_order_of_a_hash_table_is_named_with_the_step_that_differs() {
            Violation violation = nondeterminism((timers, job, completion) -> {
                Set<Object> slots = new HashSet<>();
                List<Object> inOrder = Stream.generate(Object::new).limit(64).toList();
                slots.addAll(inOrder);
                timers.timer(completion::complete)
                        .arm(inOrder.indexOf(slots.iterator().next()));
                return Launch.Accepted.RUNNING;
            });

            assertThat(violation.rule().words()).startsWith("the same choices make the same history");
            assertThat(violation.seen()).contains("step ", "the second time");
        }

        @Test
        void a_repeatable_scenario_is_left_alone() {
            Report report = explore(
                    SmallDevice::threeJobs,
                    new Guarantees(Queues.ORDERED, Lateness.ALL),
                    SearchSettings.pct(1, 4),
                    Limits.ofSchedules(200).runTwice());

            assertThat(report.finding()).isNull();
        }
    }

    @Nested
    class When_a_seed_is_given {
        @Test
        void the_same_seed_makes_the_same_schedules_and_another_one_others() {
            assertThat(histories(SearchSettings.random(5))).isEqualTo(histories(SearchSettings.random(5)));
            assertThat(histories(SearchSettings.random(5))).isNotEqualTo(histories(SearchSettings.random(6)));
            assertThat(histories(SearchSettings.pct(5, 3))).isEqualTo(histories(SearchSettings.pct(5, 3)));
        }

        private List<Long> histories(SearchSettings strategy) {
            List<Long> histories = new ArrayList<>();
            Search search = strategy.search();
            try (Runs runs = new Runs(SmallDevice::threeJobs, Guarantees.KEPT, 1_000)) {
                for (int i = 0; i < 20; i++) {
                    ScheduleOutcome outcome = runs.run(search.next());
                    search.ended(outcome.isKnown(), outcome.choiceCount());
                    histories.add(outcome.history());
                }
            }
            return histories;
        }
    }
}
