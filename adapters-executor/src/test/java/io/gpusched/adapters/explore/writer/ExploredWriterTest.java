package io.gpusched.adapters.explore.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Discipline;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.testkit.contract.ClockContract;
import io.gpusched.testkit.contract.DelayedWorkContract;
import io.gpusched.testkit.contract.MailboxContract;
import io.gpusched.testkit.contract.TimersContract;
import io.gpusched.testkit.contract.WorkQueueContract;
import io.gpusched.testkit.contract.WriterRig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** First in, first out, it is a writer like any other; with other choices it allows exactly what its rules allow. */
class ExploredWriterTest
        implements WorkQueueContract, DelayedWorkContract, TimersContract, ClockContract, MailboxContract {
    @Override
    public WriterRig newRig() {
        return new Rig();
    }

    private static final class Rig implements WriterRig {
        private final Strands strands = new Strands();
        private final ExploredWriter writer = new ExploredWriter(
                new Guarantees(Queues.ORDERED, Lateness.NONE), new FirstUntil(), Integer.MAX_VALUE, strands);
        private Future<?> awaited = new CompletableFuture<>();

        /** First in, first out, until what is awaited is done. */
        private final class FirstUntil implements Interleaving {
            @Override
            public int choose(ChoicePoint point) {
                return awaited.isDone() ? CUT : 0;
            }

            @Override
            public boolean wantsEveryStep() {
                return true;
            }
        }

        @Override
        public Writer writer() {
            return writer;
        }

        @Override
        public void runUntil(Future<?> done) {
            awaited = done;
            writer.timerLine().endAt(Long.MAX_VALUE);
            writer.drive();
        }

        @Override
        public void runUntilQuiet() {
            awaited = new CompletableFuture<>();
            writer.timerLine().endAt(writer.nanos());
            writer.drive();
        }

        @Override
        public void atOnce(List<? extends Runnable> actions) {
            actions.forEach(Runnable::run);
        }

        @Override
        public void close() {
            strands.close();
        }
    }

    /** Runs every order of a scenario in which steps write down their names; returns what was written, once each. */
    static Set<String> orders(Guarantees guarantees, BiConsumer<Stage, Consumer<String>> scenario) {
        Set<String> seen = new TreeSet<>();
        List<String> now = new ArrayList<>();
        try (Runs runs = new Runs(
                stage -> {
                    now.clear();
                    scenario.accept(stage, now::add);
                },
                guarantees,
                1_000)) {
            int[] choices = {};
            while (choices != null) {
                List<Integer> widths = new ArrayList<>();
                int[] prefix = choices;
                ScheduleOutcome outcome = runs.run(options -> {
                    int at = widths.size();
                    widths.add(options.size());
                    return at < prefix.length ? prefix[at] : 0;
                });
                assertThat(outcome.violation()).isNull();
                seen.add(String.join(" ", now));
                choices = next(outcome.choices(), widths);
            }
        }
        return seen;
    }

    /** Returns the choices that follow, in the order of numbers with many digits; null after the last. */
    private static int[] next(int[] choices, List<Integer> widths) {
        for (int i = choices.length - 1; i >= 0; i--) {
            if (choices[i] + 1 < widths.get(i)) {
                int[] following = Arrays.copyOf(choices, i + 1);
                following[i]++;
                return following;
            }
        }
        return null;
    }

    static Work work(String name, Consumer<String> notes) {
        return work(name, () -> notes.accept(name));
    }

    static Work work(String name, Runnable body) {
        return new Work() {
            @Override
            public void run() {
                body.run();
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    @Nested
    class Of_queues {
        @Test
        void an_ordered_queue_has_one_order() {
            Set<String> orders = orders(Guarantees.KEPT, (stage, notes) -> {
                OrderedWorkQueue queue = stage.writer().ordered("submit");
                List.of("a", "b", "c").forEach(each -> queue.queue(work(each, notes)));
            });

            assertThat(orders).containsExactly("a b c");
        }

        @Test
        void an_unordered_queue_has_every_order() {
            Set<String> orders = orders(new Guarantees(Queues.UNORDERED, Lateness.NONE), (stage, notes) -> {
                OrderedWorkQueue queue = stage.writer().ordered("submit");
                List.of("a", "b", "c").forEach(each -> queue.queue(work(each, notes)));
            });

            assertThat(orders).containsExactly("a b c", "a c b", "b a c", "b c a", "c a b", "c b a");
        }

        @Test
        void two_ordered_queues_are_shuffled_and_each_stays_in_order() {
            Set<String> orders = orders(Guarantees.KEPT, (stage, notes) -> {
                stage.writer().ordered("submit").queue(work("a1", notes));
                stage.writer().ordered("submit").queue(work("a2", notes));
                stage.writer().ordered("timeout").queue(work("b1", notes));
                stage.writer().ordered("timeout").queue(work("b2", notes));
            });

            assertThat(orders)
                    .containsExactly(
                            "a1 a2 b1 b2", "a1 b1 a2 b2", "a1 b1 b2 a2", "b1 a1 a2 b2", "b1 a1 b2 a2", "b1 b2 a1 a2");
        }

        @Test
        void a_queue_may_have_a_discipline_of_its_own() {
            Guarantees guarantees = new Guarantees(Queues.ORDERED.with("system", Discipline.UNORDERED), Lateness.NONE);

            Set<String> orders = orders(guarantees, (stage, notes) -> {
                stage.writer().ordered("system").queue(work("a", notes));
                stage.writer().ordered("system").queue(work("b", notes));
            });

            assertThat(orders).containsExactly("a b", "b a");
        }

        @Test
        void a_cancelled_item_does_not_run() {
            Set<String> orders = orders(new Guarantees(Queues.UNORDERED, Lateness.NONE), (stage, notes) -> {
                OrderedWorkQueue queue = stage.writer().ordered("submit");
                Work second = work("b", notes);
                queue.queue(work("a", () -> {
                    notes.accept("a");
                    queue.cancel(second);
                }));
                queue.queue(second);
            });

            assertThat(orders).containsExactly("a", "b a");
        }
    }

    @Nested
    class Of_time {
        @Test
        void exact_timers_wait_for_work_and_equal_ones_fire_in_any_order() {
            Set<String> orders = orders(new Guarantees(Queues.ORDERED, Lateness.NONE), Of_time::twoTimersAndWork);

            assertThat(orders).containsExactly("work 5 late", "work late 5");
        }

        @Test
        void where_work_may_be_late_the_first_timers_may_overtake_it() {
            Set<String> orders = orders(Guarantees.KEPT, Of_time::twoTimersAndWork);

            assertThat(orders)
                    .containsExactly(
                            "5 late work", "5 work late", "late 5 work", "late work 5", "work 5 late", "work late 5");
        }

        private static void twoTimersAndWork(Stage stage, Consumer<String> notes) {
            stage.writer().ordered("submit").queue(work("work", notes));
            stage.writer().timers().timer(() -> notes.accept("5")).arm(5);
            stage.writer().timers().timer(() -> notes.accept("late")).arm(5);
        }

        @Test
        void a_later_timer_overtakes_only_where_everything_may_be_late_and_never_on_one_line() {
            BiConsumer<Stage, Consumer<String>> scenario = (stage, notes) -> {
                stage.client("one").at(1, "a", () -> notes.accept("a")).at(3, "b", () -> notes.accept("b"));
                stage.client("two").at(2, "c", () -> notes.accept("c"));
            };

            assertThat(orders(Guarantees.KEPT, scenario)).containsExactly("a c b");
            assertThat(orders(new Guarantees(Queues.ORDERED, Lateness.ALL), scenario))
                    .containsExactly("a b c", "a c b", "c a b");
        }

        @Test
        void the_clock_never_goes_back() {
            Set<String> orders = orders(new Guarantees(Queues.ORDERED, Lateness.ALL), (stage, notes) -> {
                Timer first = stage.writer()
                        .timers()
                        .timer(() -> notes.accept("at " + stage.writer().clock().nanos()));
                Timer second = stage.writer()
                        .timers()
                        .timer(() -> notes.accept("at " + stage.writer().clock().nanos()));
                first.arm(1);
                second.arm(2);
            });

            assertThat(orders).containsExactly("at 1 at 2", "at 2 at 2");
        }
    }

    @Nested
    class Of_overlap {
        @Test
        void items_overlap_at_yield_points_and_an_item_never_with_itself() {
            Set<String> orders = orders(new Guarantees(Queues.CONCURRENT, Lateness.NONE), (stage, notes) -> {
                OrderedWorkQueue queue = stage.writer().ordered("submit");
                Work[] again = new Work[1];
                again[0] = work("a", () -> {
                    notes.accept("a(");
                    if (stage.steps() == 1) {
                        queue.queue(again[0]);
                    }
                    stage.yieldPoint("half way");
                    notes.accept(")a");
                });
                queue.queue(again[0]);
                queue.queue(work("b", notes));
            });

            assertThat(orders)
                    .contains("a( )a b a( )a", "a( b )a a( )a", "b a( )a")
                    .noneMatch(each -> each.contains("a( a("));
        }

        @Test
        void a_queue_that_is_ordered_in_name_only_begins_in_order_and_overlaps() {
            Queues queues = Queues.ORDERED.with("submit", new Discipline(true, 2));

            Set<String> orders = orders(new Guarantees(queues, Lateness.NONE), Of_overlap::threeItems);

            assertThat(orders)
                    .contains("a( b( )a c( )b )c", "a( b( )b )a c( )c")
                    .allMatch(each -> each.startsWith("a("));
            assertThat(orders).noneMatch(each -> each.contains("a( b( c("));
        }

        @Test
        void on_an_ordered_queue_nothing_overlaps() {
            Set<String> orders = orders(Guarantees.KEPT, Of_overlap::threeItems);

            assertThat(orders).containsExactly("a( )a b( )b c( )c");
        }

        @Test
        void ordered_queues_may_overlap_with_each_other_if_that_is_asked_for() {
            Set<String> orders = orders(new Guarantees(Queues.ORDERED.overlapping(), Lateness.NONE), (stage, notes) -> {
                stage.writer().ordered("submit").queue(bracketed("a", stage, notes));
                stage.writer().ordered("timeout").queue(bracketed("b", stage, notes));
            });

            assertThat(orders)
                    .containsExactly(
                            "a( )a b( )b", "a( b( )a )b", "a( b( )b )a", "b( )b a( )a", "b( a( )a )b", "b( a( )b )a");
        }

        private static void threeItems(Stage stage, Consumer<String> notes) {
            for (String name : List.of("a", "b", "c")) {
                stage.writer().ordered("submit").queue(bracketed(name, stage, notes));
            }
        }

        private static Work bracketed(String name, Stage stage, Consumer<String> notes) {
            return work(name, () -> {
                notes.accept(name + "(");
                stage.yieldPoint("half way");
                notes.accept(")" + name);
            });
        }
    }
}
