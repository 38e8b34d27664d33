package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.adapters.executor.ExecutorWriter;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.JobRefused;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.sched.HardwareJob;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads that a device needs are taken from it: nobody waits for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a join does not heed an interrupt
class LostThreadsTest {
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final ExecutorWriter writer = ExecutorWriter.on(pool, alarms, 64, failure::complete);
    private final Calls calls = new Calls();
    private final Ring<String> ring = Ring.of("ring", calls);

    private SharedDevice open() {
        return SharedDevice.on(writer).ring(ring).open();
    }

    private static Throwable failureOf(CompletionStage<?> stage) {
        return stage.handle((result, thrown) -> thrown).toCompletableFuture().join();
    }

    @AfterEach
    void end() {
        pool.shutdownNow();
        alarms.shutdownNow();
    }

    @Test
    void a_pool_that_was_shut_down_before_opens_no_device() {
        pool.shutdown();

        assertThatIllegalStateException().isThrownBy(this::open).withMessageContaining("takes nothing any more");
        assertThat(failure).isCompleted();
    }

    @Test
    void a_writer_that_fails_before_the_first_step_of_the_device_ends_everything() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        writer.post(() -> {
            awaitQuietly(go);
            throw new IllegalStateException("a bug of somebody's");
        });
        SharedDevice device = open();
        Ticket ticket = submit(device.entity("alice", ring), "a");

        go.countDown();

        assertThat(failureOf(ticket.finished())).isInstanceOf(JobRefused.class);
        assertThat(failureOf(device.snapshot())).isInstanceOf(JobRefused.class);
        assertThat(failureOf(device.shutDown())).isNull();
        assertThat(failure.join()).hasMessage("a bug of somebody's");
    }

    @Test
    void a_pool_that_dies_with_the_turn_of_the_device_in_its_line_is_noticed_by_whoever_comes_next()
            throws InterruptedException {
        SharedDevice device = open();
        SharedEntity<String> alice = device.entity("alice", ring);
        device.snapshot().toCompletableFuture().join();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            awaitQuietly(never);
        });
        busy.await();
        Ticket first = submit(alice, "first");
        pool.shutdownNow();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        Ticket second = submit(alice, "second");

        assertThat(failureOf(first.finished())).isInstanceOf(JobRefused.class);
        assertThat(failureOf(second.finished())).isInstanceOf(JobRefused.class);
        assertThat(failureOf(device.shutDown())).isNull();
        assertThat(failure).isCompleted();
    }

    @Test
    void alarms_that_are_shut_down_fail_the_writer_when_it_needs_one() {
        Ring<String> timed = Ring.<String, Object>of("timed", calls).timeout(Duration.ofDays(1));
        SharedDevice device = SharedDevice.on(writer).ring(timed).open();
        Ticket ticket = submit(device.entity("alice", timed), "a");
        device.snapshot().toCompletableFuture().join();
        alarms.shutdownNow();

        CompletionStage<?> _ = device.snapshot();

        assertThat(failureOf(ticket.finished())).isInstanceOf(JobFailed.class).hasMessageEndingWith("ENODEV");
        assertThat(failure).isCompleted();
    }

    @Test
    void what_comes_late_to_a_writer_that_has_failed_disturbs_nobody() {
        Held held = new Held();
        Ring<String> own = Ring.over("own", held);
        SharedDevice device = SharedDevice.on(writer).ring(own).open();
        Ticket ticket = submit(device.entity("alice", own), "a");
        device.snapshot().toCompletableFuture().join();
        writer.post(() -> {
            throw new IllegalStateException("a bug of somebody's");
        });
        assertThat(failureOf(ticket.finished())).isInstanceOf(JobFailed.class);

        assertThatCode(() -> held.completion.get().complete()).doesNotThrowAnyException();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Held implements Hardware {
        final AtomicReference<Completion> completion = new AtomicReference<>();

        @Override
        public Launch run(HardwareJob job, Completion given) {
            completion.set(given);
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }
}
