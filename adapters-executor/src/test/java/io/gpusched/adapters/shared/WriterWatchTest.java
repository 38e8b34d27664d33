package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.adapters.executor.WatchThread;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.application.shared.WriterWatch;
import io.gpusched.application.shared.WriterWatch.BlockedWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A function or a callback that keeps the writer is noticed. */
class WriterWatchTest {
    private final VirtualTime time = new VirtualTime();
    private final List<BlockedWriter> reports = new ArrayList<>();
    private long now;
    private final WriterWatch watch = new WriterWatch(100, () -> now, reports::add);

    private CompletionStage<String> slow(String payload) {
        if (payload.equals("slow")) {
            now += 101;
            watch.check();
            now += 500;
            watch.check();
        } else {
            now += 100;
            watch.check();
        }
        return CompletableFuture.completedFuture(payload);
    }

    @Test
    void a_function_that_does_not_return_in_time_is_reported_once_with_its_stack_and_its_ring() {
        Ring<String> ring = Ring.of("translator", this::slow);
        SharedDevice device = SharedDevice.on(time).ring(ring).watch(watch).open();
        SharedEntity<String> alice = device.entity("alice", ring);
        for (String each : List.of("quick", "slow", "quick", "slow")) {
            alice.submit(each).get();
        }

        time.run(0);
        watch.check();

        assertThat(reports).hasSize(2).allSatisfy(report -> {
            assertThat(report.what()).isEqualTo("run on ring translator");
            assertThat(report.nanos()).isEqualTo(101);
            assertThat(report.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("slow");
            assertThat(report.toString()).contains("run on ring translator", "\tat ", "WriterWatchTest.slow");
        });
    }

    @Test
    void so_is_a_callback() {
        Ring<String> ring = Ring.of("translator", CompletableFuture::completedFuture);
        SharedDevice device = SharedDevice.on(time).ring(ring).watch(watch).open();
        Ticket ticket = device.entity("alice", ring).submit("a").get();
        ticket.finished().thenRun(() -> slow("slow"));

        time.run(0);

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.what()).isEqualTo("a callback of a job of entity alice"));
    }

    @Test
    void a_thread_looks_at_a_writer_that_is_blocked() throws Exception {
        CompletableFuture<BlockedWriter> seen = new CompletableFuture<>();
        CountDownLatch goOn = new CountDownLatch(1);
        Ring<String> ring = Ring.of("translator", payload -> {
            boolean _ = awaited(goOn);
            return CompletableFuture.completedFuture(payload);
        });
        try (WatchThread thread = WatchThread.start(Duration.ofMillis(1), seen::complete);
                SharedDevice device = SharedDevice.owning(ThreadWriter.start("the-writer", Throwable::printStackTrace))
                        .ring(ring)
                        .watch(thread.watch())
                        .open()) {
            device.entity("alice", ring).submit("a").get();

            BlockedWriter report = seen.get(1, TimeUnit.MINUTES);
            goOn.countDown();

            assertThat(report.thread()).isEqualTo("the-writer");
            assertThat(report.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("awaited");
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
