package io.gpusched.adapters.executor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.junit.jupiter.api.Test;

/**
 * The parts that threads share, under interleavings that a model checker chooses. Each has a broken twin that must be found broken: on
 * a JVM where the checker sees nothing, that test fails.
 */
class InterleavingsTest {
    /** Few, for a test that is run often. */
    private static ModelCheckingOptions few() {
        return options().iterations(4).invocationsPerIteration(150);
    }

    /** Ends with the first interleaving that goes wrong, long before this many. */
    private static ModelCheckingOptions untilFound() {
        return options().iterations(200).invocationsPerIteration(300).minimizeFailedScenario(false);
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .logLevel(LoggingLevel.ERROR)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0);
    }

    @Test
    void posts_to_an_ordered_queue_run_once_alone_and_are_linearizable_with_the_close() {
        options().actorsPerThread(1).iterations(10).invocationsPerIteration(400).check(OrderedQueue.class);
        few().check(OrderedQueue.class);
    }

    @Test
    void an_ordered_queue_that_does_not_look_again_before_it_sleeps_is_found() {
        assertThatThrownBy(() -> untilFound().check(CarelessQueue.class)).isInstanceOf(LincheckAssertionError.class);
    }

    @Test
    void the_mailbox_is_a_queue_for_many_producers() {
        few().actorsAfter(3).sequentialSpecification(PlainQueue.class).check(Mail.class);
    }

    @Test
    void a_mailbox_for_one_producer_is_found() {
        assertThatThrownBy(() -> untilFound()
                        .actorsAfter(3)
                        .sequentialSpecification(PlainQueue.class)
                        .check(MailOfOneProducer.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /** What every ordered queue under test is asked. */
    public abstract static class Counted {
        private final AtomicInteger accepted = new AtomicInteger();
        private int ran;
        private boolean running;
        private boolean overlapped;

        abstract boolean post(Runnable step);

        @Operation
        public boolean post() {
            boolean taken = post(this::step);
            if (taken) {
                accepted.incrementAndGet();
            }
            return taken;
        }

        private void step() {
            overlapped |= running;
            running = true;
            ran++;
            running = false;
        }

        @Validate
        public void everyAcceptedStepRanOnceAndAlone() {
            // Plain Java: the checker watches this as well, and does not get on with assertion libraries.
            if (overlapped || ran != accepted.get()) {
                throw new IllegalStateException(
                        ran + " of " + accepted + " ran" + (overlapped ? ", two of them at once" : ""));
            }
        }
    }

    /** The writer over an executor that runs turns on the posting threads, so that the checker sees all of it. */
    public static final class OrderedQueue extends Counted {
        private final ExecutorWriter writer = ExecutorWriter.on(Runnable::run, null, 1, failure -> {});

        @Override
        boolean post(Runnable step) {
            return writer.post(step);
        }

        @Operation
        public boolean postFromAStep() {
            return writer.post(this::post);
        }

        @Operation(runOnce = true)
        public void close() {
            writer.close();
        }
    }

    /** Says that it sleeps and does not look again. */
    public static final class CarelessQueue extends Counted {
        private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean awake = new AtomicBoolean();

        @Override
        boolean post(Runnable step) {
            mail.add(step);
            if (awake.compareAndSet(false, true)) {
                for (Runnable next = mail.poll(); next != null; next = mail.poll()) {
                    next.run();
                }
                awake.set(false);
            }
            return true;
        }
    }

    /** The library's queue that the mailbox is; its chunks are small here, so that the walk from one to the next is seen too. */
    public static final class Mail {
        private final Queue<Integer> queue = new MpscUnboundedVarHandleArrayQueue<>(2);

        @Operation
        public boolean offer(int value) {
            return queue.offer(value);
        }

        @Operation(nonParallelGroup = "consumer")
        public Integer poll() {
            return queue.poll();
        }
    }

    /** A queue that trusts its producer to be alone. */
    public static final class MailOfOneProducer {
        private final Queue<Integer> queue = new SpscVarHandleArrayQueue<>(16);

        @Operation
        public boolean offer(int value) {
            return queue.offer(value);
        }

        @Operation(nonParallelGroup = "consumer")
        public Integer poll() {
            return queue.poll();
        }
    }

    /** What a queue is, without threads. */
    public static final class PlainQueue {
        private final Queue<Integer> queue = new ArrayDeque<>();

        public boolean offer(int value) {
            return queue.offer(value);
        }

        public Integer poll() {
            return queue.poll();
        }
    }
}
