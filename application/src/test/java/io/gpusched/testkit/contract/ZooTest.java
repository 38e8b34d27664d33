package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Work;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Writers that break one promise each. The contracts catch every one of them, and the test that catches it names the promise. */
class ZooTest {
    static Stream<Arguments> zoo() {
        return Stream.of(
                broken("reorders", Reordering::new, "items_run_in_the_order_in_which_they_were_queued"),
                broken("runs two at once", Overlapping::new, "an_item_runs_alone"),
                broken(
                        "drops on rejection",
                        DroppingOnRejection::new,
                        "steps_that_come_while_the_executor_rejects_run_once_later"),
                broken(
                        "stays dead after a rejection",
                        DeadAfterRejection::new,
                        "the_writer_is_as_good_as_new_after_a_rejection"),
                broken("loses the last wake-up", LosingTheLastWakeup::new, "a_chain_of_items_comes_to_its_end"),
                broken("runs after the close", RunningAfterClose::new, "after_the_close_posts_are_refused"),
                broken("accepts after the close", AcceptingAfterClose::new, "after_the_close_posts_are_refused"),
                broken("drops at the close", DroppingAtClose::new, "what_was_accepted_before_the_close_runs"),
                broken("duplicates", Duplicating::new, "an_item_that_is_queued_is_not_queued_again"),
                broken("runs a step inside of another", PostingInside::new, "a_step_posted_by_a_step_runs_after_it"),
                broken(
                        "cancels in name only",
                        NotCancelling::new,
                        "a_cancelled_item_does_not_run_and_the_others_keep_their_order"),
                broken(
                        "cancels what runs",
                        CancellingTheRunningItem::new,
                        "an_item_that_cancels_itself_runs_to_its_end"),
                broken("flushes too early", FlushingEarly::new, "a_flush_waits_for_the_item_and_not_for_its_next_turn"),
                broken(
                        "drains too early",
                        DrainingEarly::new,
                        "a_drain_waits_for_all_items_and_for_those_that_they_queue"),
                broken("fires timers by arming", FiringByArming::new, "timers_fire_in_the_order_of_their_times"),
                broken(
                        "fires equal times in reverse",
                        FiringInReverse::new,
                        "timers_of_one_time_fire_in_the_order_of_arming"),
                broken("fires early", FiringEarly::new, "a_timer_never_fires_before_its_time"),
                broken("fires at once", FiringAtOnce::new, "a_timer_without_a_delay_fires_but_not_inside"),
                broken("does not disarm", NotDisarming::new, "a_disarmed_timer_does_not_fire"),
                broken("lets time pass inside a step", RestlessClock::new, "a_step_sees_one_time"),
                broken("goes back in time", BackwardClock::new, "time_is_not_negative_and_never_goes_back"),
                broken("stands still", FrozenClock::new, "time_passes"),
                broken("goes on after a failure", SwallowingFailures::new, "nothing_runs_after_a_failure"),
                broken(
                        "takes everybody for the writer",
                        EverybodyIsTheWriter::new,
                        "other_threads_are_not_the_writer"));
    }

    private static Arguments broken(String name, Supplier<PlainWriter> writer, String promise) {
        return Arguments.of(name, writer, promise);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zoo")
    void a_broken_writer_is_caught(String name, Supplier<PlainWriter> writer, String promise) throws Exception {
        assertThat(brokenPromises(writer)).as(name).contains(promise);
    }

    @Test
    void a_writer_that_keeps_its_promises_is_not_accused() throws Exception {
        assertThat(brokenPromises(PlainWriter::new)).isEmpty();
    }

    /** Runs every test of every contract on a writer of its own. */
    private static List<String> brokenPromises(Supplier<PlainWriter> writer) throws IllegalAccessException {
        Object test = new PlainWriterTest() {
            @Override
            public PlainRig newRig() {
                return new PlainRig(writer.get());
            }
        };
        List<String> broken = new ArrayList<>();
        int run = 0;
        for (Method each : PlainWriterTest.class.getMethods()) {
            if (each.isAnnotationPresent(Test.class)) {
                run++;
                try {
                    each.invoke(test);
                } catch (InvocationTargetException e) {
                    broken.add(each.getName());
                }
            }
        }
        assertThat(run).as("tests that were run").isGreaterThan(50);
        return List.copyOf(new TreeSet<>(broken));
    }

    private static final class Reordering extends PlainWriter {
        @Override
        Work takeNext(List<Work> waiting) {
            return waiting.removeLast();
        }
    }

    private static final class Overlapping extends PlainWriter {
        @Override
        public boolean queue(Work work) {
            if (isRunning() && !work.isQueued()) {
                work.run();
                return true;
            }
            return super.queue(work);
        }
    }

    private static final class DroppingOnRejection extends PlainWriter {
        @Override
        public boolean queue(Work work) {
            return isRejecting() || super.queue(work);
        }
    }

    private static final class DeadAfterRejection extends PlainWriter {
        private boolean dead;

        @Override
        public boolean queue(Work work) {
            dead |= isRejecting();
            return super.queue(work);
        }

        @Override
        boolean runOne() {
            return !dead && super.runOne();
        }
    }

    /** Looks for more only when it was asleep: what the last item queues waits for the next post. */
    private static final class LosingTheLastWakeup extends PlainWriter {
        private int awake;

        @Override
        public boolean queue(Work work) {
            if (!isRunning()) {
                awake++;
            }
            return super.queue(work);
        }

        @Override
        boolean runOne() {
            if (awake == 0) {
                return false;
            }
            awake--;
            return super.runOne();
        }
    }

    private static final class RunningAfterClose extends PlainWriter {
        @Override
        public boolean post(Runnable step) {
            if (super.post(step)) {
                return true;
            }
            step.run();
            return false;
        }
    }

    private static final class AcceptingAfterClose extends PlainWriter {
        @Override
        public boolean post(Runnable step) {
            return super.post(step) || true;
        }
    }

    private static final class DroppingAtClose extends PlainWriter {
        private boolean closing;

        @Override
        void close() {
            closing = true;
            super.close();
        }

        @Override
        Work takeNext(List<Work> waiting) {
            return closing ? waiting.removeLast() : super.takeNext(waiting);
        }
    }

    private static final class Duplicating extends PlainWriter {
        @Override
        public boolean queue(Work work) {
            if (work.isQueued()) {
                work.release();
            }
            return super.queue(work);
        }
    }

    private static final class PostingInside extends PlainWriter {
        @Override
        public boolean post(Runnable step) {
            if (isRunning()) {
                step.run();
                return true;
            }
            return super.post(step);
        }
    }

    private static final class NotCancelling extends PlainWriter {
        @Override
        public boolean cancel(Work work) {
            return work.isQueued();
        }
    }

    private static final class CancellingTheRunningItem extends PlainWriter {
        @Override
        public boolean cancel(Work work) {
            return super.cancel(work) || isRunning();
        }
    }

    private static final class FlushingEarly extends PlainWriter {
        @Override
        public boolean flush(Work work, Runnable then) {
            if (!work.isQueued()) {
                return false;
            }
            then.run();
            return true;
        }
    }

    private static final class DrainingEarly extends PlainWriter {
        @Override
        public void drain(Runnable then) {
            post(then);
        }
    }

    private static final class FiringByArming extends PlainWriter {
        @Override
        Comparator<PlainTimer> timerOrder() {
            return Comparator.comparingLong(PlainTimer::number);
        }
    }

    private static final class FiringInReverse extends PlainWriter {
        @Override
        Comparator<PlainTimer> timerOrder() {
            return Comparator.comparingLong(PlainTimer::due)
                    .thenComparing(Comparator.comparingLong(PlainTimer::number).reversed());
        }
    }

    /** Wraps every timer, to change what arming or disarming does. */
    private abstract static class WithTimers extends PlainWriter {
        abstract void arm(Timer timer, Runnable action, long delayNanos);

        boolean cancel(Timer timer) {
            return timer.cancel();
        }

        @Override
        public Timer timer(Runnable action) {
            Timer timer = super.timer(action);
            return new Timer() {
                @Override
                public void arm(long delayNanos) {
                    WithTimers.this.arm(timer, action, delayNanos);
                }

                @Override
                public boolean cancel() {
                    return WithTimers.this.cancel(timer);
                }

                @Override
                public boolean isArmed() {
                    return timer.isArmed();
                }
            };
        }
    }

    private static final class FiringEarly extends WithTimers {
        @Override
        void arm(Timer timer, Runnable action, long delayNanos) {
            timer.arm(delayNanos - delayNanos / 4);
        }
    }

    private static final class FiringAtOnce extends WithTimers {
        @Override
        void arm(Timer timer, Runnable action, long delayNanos) {
            if (delayNanos == 0) {
                action.run();
            } else {
                timer.arm(delayNanos);
            }
        }
    }

    private static final class NotDisarming extends WithTimers {
        @Override
        void arm(Timer timer, Runnable action, long delayNanos) {
            timer.arm(delayNanos);
        }

        @Override
        boolean cancel(Timer timer) {
            return timer.isArmed();
        }
    }

    private static final class RestlessClock extends PlainWriter {
        private long reads;

        @Override
        public long nanos() {
            return super.nanos() + reads++;
        }
    }

    private static final class BackwardClock extends PlainWriter {
        @Override
        public long nanos() {
            return 1_000_000_000 - super.nanos();
        }
    }

    private static final class FrozenClock extends PlainWriter {
        @Override
        public long nanos() {
            return 0;
        }
    }

    private static final class SwallowingFailures extends PlainWriter {
        @Override
        void fail(Throwable thrown) {
            // Caught and forgotten.
        }
    }

    private static final class EverybodyIsTheWriter extends PlainWriter {
        @Override
        public boolean isCurrent() {
            return true;
        }
    }
}
