package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.executor.LiveWriter;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Virtual threads that compute and never yield: which writer goes on beside them. */
class StarvedCarriersTest {
    private static final int LIMIT_SECONDS = 60;

    private final Ring<String> ring = Ring.<String, Object>of("backend", payload -> new CompletableFuture<>())
            .timeout(Duration.ofMillis(1));

    private Ticket hangingCall(LiveWriter writer, List<SharedDevice> opened) {
        SharedDevice device =
                SharedDevice.owning(writer).ring(ring).drainLimit(Duration.ZERO).open();
        opened.add(device);
        return device.entity("alice", ring).submit("hangs").get();
    }

    @Test
    void a_timeout_fires_on_a_thread_of_the_platform_although_every_carrier_is_burnt() throws Exception {
        AtomicBoolean burning = new AtomicBoolean(true);
        int carriers = Integer.getInteger(
                "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        CountDownLatch started = new CountDownLatch(carriers);
        for (int i = 0; i < carriers; i++) {
            Thread.ofVirtual().start(() -> {
                started.countDown();
                while (burning.get()) {
                    Thread.onSpinWait();
                }
            });
        }
        assertThat(started.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        List<SharedDevice> opened = new ArrayList<>();
        try {
            Ticket starved = hangingCall(VirtualThreadWriter.start("starved", Throwable::printStackTrace), opened);
            Ticket served = hangingCall(ThreadWriter.start("served", Throwable::printStackTrace), opened);

            CompletableFuture<Throwable> end = new CompletableFuture<>();
            served.finished().whenComplete((ticket, failure) -> end.complete(failure));
            Throwable failure = end.get(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            JobFailed.class,
                            failed -> assertThat(failed.errno()).isEqualTo(Errno.ETIMEDOUT));
            assertThat(Scene.isOver(starved))
                    .as("what the writer on a virtual thread does meanwhile")
                    .isFalse();
        } finally {
            burning.set(false);
            opened.forEach(SharedDevice::close);
        }
    }
}
