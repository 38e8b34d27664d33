package io.gpusched.adapters.shared;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.testing.AbstractListenableFutureTest;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.shared.CallEntity;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.JobRefused;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the JDK and Guava expect of an executor service, of one over an entity. */
class EntityExecutorTest {
    private static final int LIMIT_SECONDS = 60;

    private final CallRing<Runnable, @Nullable Void> ring = tasks().credits(2);
    private final SharedDevice device = open(ring);
    private final CallEntity<Runnable, @Nullable Void> alice = device.entity("alice", ring);
    private final ExecutorService executor = alice.asExecutor();
    private final CountDownLatch goOn = new CountDownLatch(1);

    private static CallRing<Runnable, @Nullable Void> tasks() {
        return Ring.tasks("backend", task -> Thread.ofVirtual().start(task));
    }

    private static SharedDevice open(Ring<?> ring) {
        return SharedDevice.owning(ThreadWriter.start("writer", Throwable::printStackTrace))
                .ring(ring)
                .drainLimit(Duration.ZERO)
                .open();
    }

    @AfterEach
    void close() {
        goOn.countDown();
        executor.shutdownNow();
        device.close();
    }

    private void blockOn(CountDownLatch started) {
        started.countDown();
        try {
            boolean _ = goOn.await(LIMIT_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CountDownLatch fill() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        executor.execute(() -> blockOn(started));
        executor.execute(() -> blockOn(started));
        assertThat(started.await(LIMIT_SECONDS, SECONDS)).isTrue();
        return started;
    }

    @Test
    void results_and_exceptions_come_through_futures() throws Exception {
        assertThat(executor.submit(() -> 1).get(LIMIT_SECONDS, SECONDS)).isEqualTo(1);
        assertThat(executor.submit(() -> {}, "given").get(LIMIT_SECONDS, SECONDS))
                .isEqualTo("given");
        assertThat(executor.submit(() -> {}).get(LIMIT_SECONDS, SECONDS)).isNull();
        Future<Object> failing = executor.submit(() -> {
            throw new java.io.IOException("planted");
        });
        assertThatThrownBy(() -> failing.get(LIMIT_SECONDS, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("planted");
    }

    @Test
    void no_more_tasks_run_at_once_than_there_are_credits() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Callable<Integer>> all = IntStream.range(0, 500)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                    return i;
                })
                .toList();

        List<Future<Integer>> done = executor.invokeAll(all);

        assertThat(done)
                .extracting(Future::resultNow)
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(executor.invokeAny(all)).isBetween(0, 499);
    }

    @Test
    void a_completion_service_and_a_completable_future_work_on_it() throws Exception {
        ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(executor);
        service.submit(() -> 1);
        service.submit(() -> 2);
        assertThat(service.take().get() + service.take().get()).isEqualTo(3);
        assertThat(CompletableFuture.supplyAsync(() -> 4, executor).get(LIMIT_SECONDS, SECONDS))
                .isEqualTo(4);
    }

    @Test
    void what_a_task_sees_happened_before_its_submission() throws Exception {
        int[] plain = new int[1];
        for (int i = 1; i <= 1_000; i++) {
            plain[0] = i;
            assertThat(executor.submit(() -> plain[0]++).get(LIMIT_SECONDS, SECONDS))
                    .isEqualTo(i);
            assertThat(plain[0]).isEqualTo(i + 1);
        }
    }

    @Test
    void cancelling_a_future_that_waits_takes_its_task_out_of_the_queue() throws Exception {
        fill();
        AtomicInteger ran = new AtomicInteger();
        Future<?> waiting = executor.submit(ran::incrementAndGet);
        Future<?> behind = executor.submit(() -> {});

        assertThat(waiting.cancel(false)).isTrue();
        assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
        goOn.countDown();
        behind.get(LIMIT_SECONDS, SECONDS);

        assertThat(ran).hasValue(0);
        assertThat(alice.queued()).isZero();
    }

    @Test
    void cancelling_a_future_that_runs_interrupts_it_only_if_asked() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        Future<?> asked = executor.submit(() -> {
            blockOn(started);
            first.complete(Thread.currentThread().isInterrupted());
        });
        Future<?> unasked = executor.submit(() -> {
            blockOn(started);
            second.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(started.await(LIMIT_SECONDS, SECONDS)).isTrue();

        asked.cancel(true);
        unasked.cancel(false);
        assertThat(first.get(LIMIT_SECONDS, SECONDS)).isTrue();
        goOn.countDown();

        assertThat(second.get(LIMIT_SECONDS, SECONDS)).isFalse();
        assertThat(executor.submit(() -> 1).get(LIMIT_SECONDS, SECONDS)).isEqualTo(1);
    }

    @Test
    void a_shutdown_refuses_new_tasks_and_runs_those_that_wait() throws Exception {
        fill();
        Future<Integer> waiting = executor.submit(() -> 7);

        executor.shutdown();
        executor.shutdown();

        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(executor.awaitTermination(1, java.util.concurrent.TimeUnit.MILLISECONDS))
                .isFalse();
        goOn.countDown();
        assertThat(executor.awaitTermination(LIMIT_SECONDS, SECONDS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(waiting.resultNow()).isEqualTo(7);
        assertThat(alice.submit(() -> {}).isRight()).as("the entity is open").isTrue();
    }

    @Test
    void a_shutdown_now_interrupts_what_runs_and_returns_what_never_ran() throws Exception {
        fill();
        List<Runnable> never = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Runnable task = () -> {};
            never.add(task);
            executor.execute(task);
        }

        assertThat(executor.shutdownNow()).containsExactlyInAnyOrderElementsOf(never);
        assertThat(executor.awaitTermination(LIMIT_SECONDS, SECONDS)).isTrue();
        assertThat(alice.queued()).isZero();
        assertThat(goOn.getCount()).as("they ended because of the interrupt").isEqualTo(1);
    }

    @Test
    void close_waits_for_all_tasks() {
        AtomicInteger ran = new AtomicInteger();
        try (ExecutorService closing = alice.asExecutor()) {
            for (int i = 0; i < 100; i++) {
                closing.execute(ran::incrementAndGet);
            }
        }

        assertThat(ran).hasValue(100);
    }

    @Test
    void a_full_queue_rejects_with_the_reason() throws Exception {
        fill();
        alice.setQueueLimit(1);
        executor.execute(() -> {});

        assertThatThrownBy(() -> executor.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("1 jobs waiting")
                .hasCauseInstanceOf(JobRefused.class);
        assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void when_the_entity_is_closed_the_futures_of_tasks_that_wait_are_cancelled() throws Exception {
        fill();
        Future<?> waiting = executor.submit(() -> {});

        alice.close();

        assertThatThrownBy(() -> waiting.get(LIMIT_SECONDS, SECONDS)).isInstanceOf(CancellationException.class);
        goOn.countDown();
        executor.shutdown();
        assertThat(executor.awaitTermination(LIMIT_SECONDS, SECONDS)).isTrue();
    }

    @Test
    void a_task_that_takes_too_long_is_interrupted() throws Exception {
        CallRing<Runnable, @Nullable Void> timed = tasks().timeout(Duration.ofMillis(5));
        try (SharedDevice other = open(timed)) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            CountDownLatch started = new CountDownLatch(1);
            other.entity("bob", timed).asExecutor().execute(() -> {
                blockOn(started);
                interrupted.complete(Thread.currentThread().isInterrupted());
            });

            assertThat(interrupted.get(LIMIT_SECONDS, SECONDS)).isTrue();
        }
    }

    @Test
    void guavas_decorators_work_on_it() throws Exception {
        ListeningExecutorService listening = MoreExecutors.listeningDecorator(executor);
        ListenableFuture<Integer> future = listening.submit(() -> 3);
        CountDownLatch told = new CountDownLatch(1);
        future.addListener(told::countDown, MoreExecutors.directExecutor());
        assertThat(told.await(LIMIT_SECONDS, SECONDS)).isTrue();
        List<Integer> order = java.util.Collections.synchronizedList(new ArrayList<>());
        var sequential = MoreExecutors.newSequentialExecutor(executor);
        CountDownLatch all = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            int number = i;
            sequential.execute(() -> {
                order.add(number);
                all.countDown();
            });
        }
        assertThat(all.await(LIMIT_SECONDS, SECONDS)).isTrue();
        assertThat(order).isSorted();
        assertThat(MoreExecutors.shutdownAndAwaitTermination(listening, Duration.ofSeconds(LIMIT_SECONDS)))
                .isTrue();
    }

    /** Guava's published tests of a future that is computed by an executor. */
    public static final class GuavasFutureTests extends AbstractListenableFutureTest {
        private final CallRing<Runnable, @Nullable Void> own = tasks();
        private final SharedDevice opened = open(own);

        @Override
        protected <V> ListenableFuture<V> createListenableFuture(V value, Exception failure, CountDownLatch waitOn) {
            return MoreExecutors.listeningDecorator(opened.entity("guava", own).asExecutor())
                    .submit(() -> {
                        waitOn.await();
                        if (failure != null) {
                            throw failure;
                        }
                        return value;
                    });
        }

        @Override
        protected void tearDown() throws Exception {
            super.tearDown();
            opened.close();
        }
    }

    @Test
    void guavas_tests_of_listenable_futures_pass_on_it() {
        TestResult result = new TestResult();

        new TestSuite(GuavasFutureTests.class).run(result);

        assertThat(java.util.Collections.list(result.failures())).isEmpty();
        assertThat(java.util.Collections.list(result.errors())).isEmpty();
        assertThat(result.runCount()).isEqualTo(5);
    }
}
