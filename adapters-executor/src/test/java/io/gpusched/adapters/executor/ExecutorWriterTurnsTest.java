package io.gpusched.adapters.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.gpusched.application.port.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** How a writer shares an executor, and what becomes of it when the executor rejects, ends, or is not told of timers. */
class ExecutorWriterTurnsTest {
    private final ManualExecutor executor = new ManualExecutor();
    private final ScheduledExecutorService alarms = mock();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Object> ran = new ArrayList<>();
    private final ExecutorWriter writer = ExecutorWriter.on(executor, alarms, 3, failures::add);

    private static Work item(Runnable action) {
        return new Work() {
            @Override
            public void run() {
                action.run();
            }
        };
    }

    private void post(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            writer.post(() -> ran.add(number));
        }
    }

    /** Returns what the writer has asked to be done later; the last, if it has asked several times. */
    private Runnable alarm(int asked) {
        ArgumentCaptor<Runnable> action = ArgumentCaptor.captor();
        verify(alarms, times(asked)).schedule(action.capture(), anyLong(), any(TimeUnit.class));
        return action.getValue();
    }

    private Ending ending() {
        assertThat(writer.ended().toCompletableFuture()).isDone();
        return writer.ended().toCompletableFuture().join();
    }

    @Nested
    class SharingTheExecutor {
        @Test
        void a_turn_runs_as_many_steps_as_it_was_told_and_then_goes_behind_the_others() {
            post(7);
            executor.execute(() -> ran.add("other"));

            executor.runAll();

            assertThat(ran).containsExactly(0, 1, 2, "other", 3, 4, 5, 6);
        }

        @Test
        void there_is_one_turn_however_many_steps_wait() {
            post(100);

            assertThat(executor.waiting()).isEqualTo(1);
        }

        @Test
        void an_idle_writer_uses_no_thread() {
            post(2);

            executor.runAll();

            assertThat(executor.waiting()).isZero();
            verify(alarms, never()).schedule(any(Runnable.class), anyLong(), any());
        }

        @Test
        void a_turn_has_at_least_one_step() {
            assertThatThrownBy(() -> ExecutorWriter.on(executor, alarms, 0, failures::add))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void the_interrupt_of_a_lent_thread_is_given_back() {
            writer.post(() -> Thread.currentThread().interrupt());
            writer.post(() -> ran.add(Thread.currentThread().isInterrupted()));

            executor.runAll();

            assertThat(ran).containsExactly(false);
            assertThat(Thread.interrupted()).isTrue();
        }

        @Test
        void a_turn_that_the_executor_runs_twice_runs_its_steps_once() {
            List<Runnable> turns = new ArrayList<>();
            ExecutorWriter twice = ExecutorWriter.on(turns::add, alarms, 3, failures::add);
            twice.post(() -> ran.add("step"));

            turns.getFirst().run();
            turns.getFirst().run();

            assertThat(ran).containsExactly("step");
            assertThat(failures).isEmpty();
        }

        @Test
        void a_direct_executor_does_not_nest_turns() {
            ExecutorWriter direct = ExecutorWriter.on(Runnable::run, alarms, 1, failures::add);

            direct.post(() -> {
                for (int i = 0; i < 100_000; i++) {
                    direct.ordered("submit").queue(item(() -> ran.add("item")));
                }
            });

            assertThat(ran).hasSize(100_000);
            assertThat(failures).isEmpty();
        }
    }

    @Nested
    class WhenTheExecutorRejects {
        @Test
        void the_turn_is_offered_again_until_it_is_taken_and_nothing_is_lost() {
            executor.rejectNext(2);
            post(2);
            assertThat(executor.waiting()).isZero();

            alarm(1).run();
            alarm(2).run();
            executor.runAll();

            assertThat(ran).containsExactly(0, 1);
            assertThat(failures).isEmpty();
        }

        @Test
        void the_rest_of_the_line_is_not_lost_either() {
            post(5);
            executor.rejectNext(1);

            executor.runAll();
            assertThat(ran).containsExactly(0, 1, 2);
            alarm(1).run();
            executor.runAll();

            assertThat(ran).containsExactly(0, 1, 2, 3, 4);
        }

        @Test
        void without_anybody_to_wake_it_the_writer_fails() {
            when(alarms.schedule(any(Runnable.class), anyLong(), any())).thenThrow(RejectedExecutionException.class);
            executor.rejectNext(1);

            post(1);

            assertThat(failures).singleElement().isInstanceOf(RejectedExecutionException.class);
            assertThat(ending().droppedSteps()).isEqualTo(1);
        }

        @Test
        void another_exception_of_the_executor_is_a_failure() {
            IllegalStateException broken = new IllegalStateException("planted");
            ExecutorWriter onBroken = ExecutorWriter.on(
                    turn -> {
                        throw broken;
                    },
                    alarms,
                    3,
                    failures::add);

            onBroken.post(() -> ran.add("step"));

            assertThat(failures).containsExactly(broken);
            assertThatThrownBy(() -> onBroken.post(() -> {})).hasCause(broken);
            assertThat(ran).isEmpty();
        }
    }

    @Nested
    class WhenTheExecutorIsShutDown {
        @Test
        void the_next_post_finds_out_and_what_was_accepted_is_counted() {
            executor.shutdown();

            post(1);

            assertThat(failures).singleElement().isInstanceOf(RejectedExecutionException.class);
            assertThat(ending().droppedSteps()).isEqualTo(1);
            assertThatThrownBy(() -> post(1)).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void a_turn_that_was_thrown_away_is_noticed_by_the_next_post() {
            post(2);
            executor.shutdownNow();

            post(1);

            assertThat(failures).singleElement().isInstanceOf(RejectedExecutionException.class);
            assertThat(ending().droppedSteps()).isEqualTo(3);
        }

        @Test
        void a_turn_that_was_thrown_away_is_noticed_by_the_close() {
            post(2);
            executor.shutdownNow();

            writer.close();

            assertThat(ending().failure()).isInstanceOf(RejectedExecutionException.class);
        }

        @Test
        void a_writer_that_has_nothing_to_do_can_still_be_closed() {
            post(1);
            executor.runAll();
            executor.shutdownNow();

            writer.close();

            assertThat(ending()).isEqualTo(new Ending(null, 0, 0, 0));
            assertThat(failures).isEmpty();
        }

        @Test
        void the_last_turn_is_not_cut_short() {
            post(10);
            writer.close();
            executor.shutdown();

            executor.runNext();

            assertThat(ran).hasSize(10);
            assertThat(ending().failure()).isNull();
        }
    }

    @Nested
    class Alarms {
        @Test
        void one_alarm_serves_timers_that_come_later_and_a_sooner_timer_gets_a_new_one() {
            ScheduledFuture<?> first = mock();
            when(alarms.schedule(any(Runnable.class), anyLong(), any())).thenAnswer(call -> first);
            writer.post(() -> writer.timers().timer(() -> {}).arm(60_000_000_000L));
            executor.runAll();
            writer.post(() -> writer.timers().timer(() -> {}).arm(90_000_000_000L));
            executor.runAll();
            alarm(1);

            writer.post(() -> writer.timers().timer(() -> {}).arm(30_000_000_000L));
            executor.runAll();

            alarm(2);
            verify(first).cancel(false);
        }

        @Test
        void an_alarm_that_comes_too_early_is_set_again() {
            writer.post(() -> writer.timers().timer(() -> ran.add("fired")).arm(60_000_000_000L));
            executor.runAll();

            alarm(1).run();
            executor.runAll();

            alarm(2);
            assertThat(ran).isEmpty();
        }

        @Test
        void timers_without_anybody_to_wake_for_them_are_a_failure() {
            when(alarms.schedule(any(Runnable.class), anyLong(), any())).thenThrow(RejectedExecutionException.class);
            writer.post(() -> writer.timers().timer(() -> {}).arm(60_000_000_000L));

            executor.runAll();

            assertThat(failures).singleElement().isInstanceOf(RejectedExecutionException.class);
            assertThat(ending().disarmedTimers()).isEqualTo(1);
        }
    }

    @Nested
    class Ends {
        @Test
        void a_failure_counts_what_it_drops() {
            IllegalStateException failure = new IllegalStateException("planted");
            writer.post(() -> {
                writer.ordered("submit").queue(item(() -> ran.add("item")));
                writer.ordered("submit").queue(item(() -> ran.add("item")));
                writer.timers().timer(() -> ran.add("timer")).arm(1);
                throw failure;
            });
            post(5);

            executor.runAll();

            assertThat(ending()).isEqualTo(new Ending(failure, 5, 2, 1));
            assertThat(ran).isEmpty();
        }

        @Test
        void a_close_counts_what_it_drops() {
            writer.post(() -> {
                writer.timers().timer(() -> ran.add("timer")).arm(60_000_000_000L);
                writer.ordered("submit")
                        .queue(item(() -> writer.ordered("submit").queue(item(() -> ran.add("child")))));
                writer.close();
            });

            executor.runAll();

            assertThat(ending()).isEqualTo(new Ending(null, 0, 1, 1));
            assertThat(ran).isEmpty();
        }

        @Test
        void who_waits_for_quiet_is_told_when_the_writer_ends_instead() {
            writer.post(() -> {
                throw new IllegalStateException("planted");
            });
            var drained = writer.drain().toCompletableFuture();
            var flushed = writer.flush().toCompletableFuture();

            executor.runAll();

            assertThat(drained).isCompletedExceptionally();
            assertThat(flushed).isCompletedExceptionally();
            assertThat(writer.drain().toCompletableFuture()).isCompletedExceptionally();
            assertThat(ending().droppedSteps()).isZero();
        }

        @Test
        void a_flush_comes_after_what_was_posted_before_and_a_drain_after_everything() {
            writer.post(() -> writer.ordered("submit").queue(item(() -> ran.add("child"))));
            writer.drain().thenRun(() -> ran.add("drained"));
            writer.flush().thenRun(() -> ran.add("flushed"));
            writer.post(() -> ran.add("later"));

            executor.runAll();

            assertThat(ran).containsExactly("flushed", "later", "child", "drained");
        }

        @Test
        void a_listener_that_throws_is_left_to_the_thread() {
            List<Throwable> uncaught = new ArrayList<>();
            IllegalStateException failure = new IllegalStateException("planted");
            IllegalStateException fromListener = new IllegalStateException("from the listener");
            ExecutorWriter other = ExecutorWriter.on(executor, alarms, 3, cause -> {
                throw fromListener;
            });
            other.post(() -> {
                throw failure;
            });

            Thread current = Thread.currentThread();
            Thread.UncaughtExceptionHandler before = current.getUncaughtExceptionHandler();
            current.setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
            executor.runAll();
            current.setUncaughtExceptionHandler(before);

            assertThat(uncaught).containsExactly(fromListener);
            assertThat(fromListener.getSuppressed()).containsExactly(failure);
            assertThat(other.ended().toCompletableFuture()).isCompleted();
        }
    }
}
