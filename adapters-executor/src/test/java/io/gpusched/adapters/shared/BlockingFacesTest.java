package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.shared.CallEntity;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.JobRefused;
import io.gpusched.application.shared.Permit;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.domain.fence.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Permits and decorators for threads that block, virtual ones in particular. */
class BlockingFacesTest {
    private static final int LIMIT_SECONDS = 60;
    private static final Duration LONG = Duration.ofSeconds(LIMIT_SECONDS);

    private final CallRing<Runnable, @Nullable Void> ring =
            Ring.tasks("backend", task -> Thread.ofVirtual().start(task));
    private final SharedDevice device = SharedDevice.owning(ThreadWriter.start("writer", Throwable::printStackTrace))
            .ring(ring)
            .drainLimit(Duration.ZERO)
            .open();
    private final CallEntity<Runnable, @Nullable Void> alice = device.entity("alice", ring);
    private final CallEntity<Runnable, @Nullable Void> bob = device.entity("bob", ring);

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void a_thousand_virtual_threads_hold_one_credit_after_the_other() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            CallEntity<?, ?> own = i % 2 == 0 ? alice : bob;
            threads.add(Thread.ofVirtual().start(() -> {
                try (Permit _ = own.acquire(LONG)) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                    done.incrementAndGet();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        for (Thread each : threads) {
            each.join();
        }

        assertThat(most).hasValue(1);
        assertThat(done).hasValue(1_000);
    }

    @Test
    void permits_of_an_entity_are_given_in_the_order_in_which_they_were_asked_for() throws Exception {
        Permit first = alice.acquire(LONG);
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try (Permit _ = alice.acquire(LONG)) {
                    order.add(number);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
            while (alice.queued() <= i) {
                Thread.onSpinWait();
            }
        }
        first.close();
        for (Thread each : threads) {
            each.join();
        }

        assertThat(List.copyOf(order)).isSorted().hasSize(20);
    }

    @Test
    void who_waits_too_long_gets_ETIME_and_leaves_the_queue() throws Exception {
        try (Permit _ = alice.acquire(LONG)) {
            assertThatThrownBy(() -> bob.acquire(Duration.ofMillis(1)))
                    .isInstanceOfSatisfying(
                            JobFailed.class,
                            failed -> assertThat(failed.errno()).isEqualTo(Errno.ETIME));
            assertThatThrownBy(() -> bob.acquire(Duration.ZERO)).isInstanceOf(JobFailed.class);
            assertThat(bob.queued()).isZero();
        }
    }

    @Test
    void a_thread_that_is_interrupted_has_no_credit_and_no_place() throws Exception {
        Permit held = alice.acquire(LONG);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try (Permit _ = bob.acquire(LONG)) {
                thrown.complete(new AssertionError("granted"));
            } catch (InterruptedException interrupted) {
                thrown.complete(interrupted);
            }
        });
        while (bob.queued() == 0) {
            Thread.onSpinWait();
        }

        waiting.interrupt();

        assertThat(thrown.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        held.close();
        bob.acquire(LONG).close();
    }

    @Test
    void a_full_queue_refuses_at_once() throws Exception {
        alice.setQueueLimit(1);
        Permit held = bob.acquire(LONG);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                alice.acquire(LONG).close();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (alice.queued() == 0) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> alice.acquire(LONG))
                .isInstanceOf(JobRefused.class)
                .hasMessageContaining("jobs waiting");
        held.close();
        waiting.join();
    }

    @Test
    void the_writer_does_not_wait_for_itself() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        device.snapshot().thenRun(() -> {
            try {
                alice.acquire(LONG).close();
            } catch (IllegalStateException | InterruptedException refused) {
                thrown.complete(refused);
            }
        });

        assertThat(thrown.get(LIMIT_SECONDS, TimeUnit.SECONDS)).hasMessageContaining("would wait for itself");
        alice.acquire(LONG).close();
    }

    @Test
    void decorators_take_a_credit_pass_results_on_and_give_the_credit_back_whatever_happens() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);

        assertThat(alice.decorateCallable(() -> 1, LONG).call()).isEqualTo(1);
        assertThat(alice.decorateSupplier(() -> "two", LONG).get()).isEqualTo("two");
        alice.decorateRunnable(ran::countDown, LONG).run();

        assertThat(ran.getCount()).isZero();
        assertThatThrownBy(() -> alice.decorateCallable(
                                () -> {
                                    throw new java.io.IOException("planted");
                                },
                                LONG)
                        .call())
                .isInstanceOf(java.io.IOException.class);
        try (Permit _ = bob.acquire(LONG)) {
            assertThatThrownBy(alice.decorateSupplier(() -> 1, Duration.ofMillis(1))::get)
                    .isInstanceOf(JobFailed.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(alice.decorateSupplier(() -> 1, LONG)::get)
                    .isInstanceOf(JobRefused.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(alice.decorateSupplier(() -> 3, LONG).get()).isEqualTo(3);
    }
}
