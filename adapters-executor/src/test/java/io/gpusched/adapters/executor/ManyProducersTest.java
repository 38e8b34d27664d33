package io.gpusched.adapters.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many clients against one device, with hardware that completes on a thread of its own. At the end every job is accounted for: nothing
 * is lost, nothing happens twice, each client's jobs keep their order.
 */
class ManyProducersTest {
    private static final int CLIENTS = 6;
    private static final int JOBS_EACH = 3_000;
    private static final int CREDITS = 8;

    @Test
    void on_a_thread_that_parks() {
        playAndCount(onFailure -> ThreadWriter.start(Thread.ofPlatform().factory(), Waiting.PARK, onFailure));
    }

    @Test
    void on_a_thread_that_spins() {
        playAndCount(onFailure -> ThreadWriter.start(Thread.ofPlatform().factory(), Waiting.SPIN_THEN_PARK, onFailure));
    }

    @Test
    void on_a_virtual_thread() {
        playAndCount(onFailure -> VirtualThreadWriter.start("writer", onFailure));
    }

    @Test
    void on_a_pool_in_short_turns() {
        try (ExecutorService pool = Executors.newFixedThreadPool(3);
                ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor()) {
            playAndCount(onFailure -> ExecutorWriter.on(pool, alarms, 2, onFailure));
        }
    }

    private static void playAndCount(Function<Consumer<Throwable>, LiveWriter> start) {
        try (Gpu gpu = new Gpu();
                LiveTestRig rig = LiveTestRig.of(start)) {
            Device device = new Device(rig.writer(), Tracepoints.NONE);
            Scheduler scheduler = rig.call(() -> device.addScheduler(
                    new SchedulerSettings("ring", new Fair(), CREDITS, 60_000_000_000L, 0, null), gpu));
            List<Entity> clients = rig.call(() -> IntStream.range(0, CLIENTS)
                    .mapToObj(i -> device.addEntity(Priority.NORMAL, List.of(scheduler)))
                    .toList());

            rig.atOnce(IntStream.range(0, CLIENTS)
                    .mapToObj(client -> submitAll(rig, device, clients.get(client), client))
                    .toList());
            rig.runUntil(CompletableFuture.runAsync(gpu::awaitAllFreed));
            rig.runUntilQuiet();

            rig.run(() -> {
                gpu.assertEachJobRanAndWasFreedOnce();
                gpu.assertOrderOfEachClient();
                assertThat(scheduler.credits().inFlight()).isZero();
                assertThat(scheduler.pending().isEmpty()).isTrue();
                assertThat(clients)
                        .allSatisfy(client -> assertThat(client.queued()).isZero());
                assertThat(device.ignoredCompletions(scheduler)).isZero();
            });
            assertThat(rig.reportedFailures()).isZero();
        }
    }

    private static Runnable submitAll(LiveTestRig rig, Device device, Entity entity, int client) {
        return () -> {
            for (int i = 0; i < JOBS_EACH; i++) {
                long id = (long) client * JOBS_EACH + i;
                rig.writer().post(() -> device.submit(new UnarmedJob(id, entity, 1 + (int) (id % 3), "work")));
            }
        };
    }

    /** Completes jobs on a thread of its own, as a driver's interrupt does. */
    private static final class Gpu implements Hardware, AutoCloseable {
        private final LinkedBlockingQueue<Completion> onHardware = new LinkedBlockingQueue<>();
        private final Thread thread = Thread.ofPlatform().daemon().start(this::work);
        private final CountDownLatch toFree = new CountDownLatch(CLIENTS * JOBS_EACH);
        private final List<Long> ran = new ArrayList<>();
        private final Map<Long, Integer> freed = new TreeMap<>();

        private void work() {
            try {
                while (true) {
                    onHardware.take().complete();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            ran.add(job.id());
            onHardware.add(completion);
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            throw new IllegalStateException(job + " was not completed");
        }

        @Override
        public void free(HardwareJob job) {
            freed.merge(job.id(), 1, Integer::sum);
            toFree.countDown();
        }

        void awaitAllFreed() {
            try {
                assertThat(toFree.await(60, TimeUnit.SECONDS))
                        .as("all jobs freed")
                        .isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void assertEachJobRanAndWasFreedOnce() {
            assertThat(ran).hasSize(CLIENTS * JOBS_EACH).doesNotHaveDuplicates();
            assertThat(freed).hasSize(CLIENTS * JOBS_EACH);
            assertThat(freed.values()).containsOnly(1);
        }

        void assertOrderOfEachClient() {
            for (int client = 0; client < CLIENTS; client++) {
                int each = client;
                assertThat(ran.stream().filter(id -> id / JOBS_EACH == each)).isSorted();
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
