package io.gpusched.adapters.flightrecorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording of a device tells, and what it costs if there is none. */
class FlightRecorderTest {
    private static final long MS = 1_000_000;
    private static final int LIMIT_SECONDS = 60;

    private final VirtualTime time = new VirtualTime();

    @Test
    void each_job_is_an_event_with_its_wait_its_run_and_its_error(@TempDir Path folder) throws Exception {
        List<RecordedEvent> events = recorded(folder, () -> {
            SharedEntity<String> alice = open(this::call, new JobEvents("printer"));
            alice.submit("2 ms").get();
            alice.submit("hangs").get();
            alice.submit("never runs").get().cancel();
            alice.submit("2 ms").get();
            time.run(Nanos.NEVER);
        });

        List<RecordedEvent> jobs = named(events, JobEvent.NAME);
        assertThat(jobs)
                .extracting(job -> job.getLong("job"))
                .as("the cancelled one at once")
                .containsExactly(2L, 0L, 1L, 3L);
        assertThat(jobs)
                .extracting(job -> job.getInt("errno"))
                .containsExactly(Errno.ECANCELED.number(), 0, Errno.ETIMEDOUT.number(), 0);
        assertThat(jobs).extracting(job -> job.getLong("waited")).containsExactly(0L, 0L, 2 * MS, 7 * MS);
        assertThat(jobs).extracting(job -> job.getLong("ran")).containsExactly(0L, 2 * MS, 5 * MS, 2 * MS);
        assertThat(jobs).allSatisfy(job -> {
            assertThat(job.getString("device")).isEqualTo("printer");
            assertThat(job.getString("ring")).isEqualTo("backend");
            assertThat(job.getInt("entity")).isZero();
            assertThat(job.getInt("credits")).isEqualTo(1);
        });
        assertThat(named(events, TimeoutEvent.NAME)).singleElement().satisfies(timeout -> {
            assertThat(timeout.getLong("job")).isEqualTo(1);
            assertThat(timeout.getString("verdict")).isEqualTo("KILLED");
            assertThat(timeout.getString("device")).isEqualTo("printer");
        });
    }

    @Test
    void a_snapshot_is_written_as_often_as_the_recording_asks() throws Exception {
        BlockingQueue<RecordedEvent> seen = new LinkedBlockingQueue<>();
        Ring<String> ring = Ring.<String, Object>of("backend", payload -> new CompletableFuture<>())
                .credits(2);
        try (SharedDevice device = SharedDevice.owning(VirtualThreadWriter.start("writer", Throwable::printStackTrace))
                        .ring(ring)
                        .drainLimit(Duration.ZERO)
                        .open();
                RecordingStream stream = new RecordingStream()) {
            DeviceEvents events = DeviceEvents.of("printer", device);
            SharedEntity<String> alice = device.entity("alice", ring);
            for (int i = 0; i < 5; i++) {
                alice.submit("hangs").get();
            }
            for (String name : List.of(DeviceEvent.NAME, RingEvent.NAME, EntityEvent.NAME)) {
                stream.enable(name).withPeriod(Duration.ofMillis(20));
            }
            stream.setOrdered(false);
            stream.onEvent(seen::add);
            stream.startAsync();

            assertThat(first(seen, DeviceEvent.NAME).getLong("accepted")).isEqualTo(5);
            RecordedEvent onRing = first(seen, RingEvent.NAME);
            assertThat(onRing.getInt("creditsInFlight")).isEqualTo(2);
            assertThat(onRing.getInt("creditLimit")).isEqualTo(2);
            assertThat(onRing.getInt("held")).isZero();
            RecordedEvent entity = first(seen, EntityEvent.NAME);
            assertThat(entity.getString("entityName")).isEqualTo("alice");
            assertThat(entity.getInt("queued")).isEqualTo(3);
            assertThat(entity.getInt("running")).isEqualTo(2);
            assertThat(entity.getString("device")).isEqualTo("printer");
            events.close();
        }
    }

    @Test
    void nobody_pays_memory_while_nobody_records() {
        // Both once before, so that what the compiler knows of one is known of the other.
        bytesPerJob(Tracepoints.NONE);
        bytesPerJob(new JobEvents("printer"));
        long without = bytesPerJob(Tracepoints.NONE);
        long with = bytesPerJob(new JobEvents("printer"));

        assertThat(with).isLessThanOrEqualTo(without + 1);
    }

    private long bytesPerJob(Tracepoints tracepoints) {
        SharedEntity<String> alice = open(CompletableFuture::completedFuture, tracepoints);
        int jobs = 20_000;
        run(alice, jobs);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(alice, jobs);
        return (threads.getCurrentThreadAllocatedBytes() - before) / jobs;
    }

    private void run(SharedEntity<String> entity, int jobs) {
        for (int i = 0; i < jobs; i++) {
            entity.submit("at once").get();
            time.run(Nanos.NEVER);
        }
    }

    private SharedEntity<String> open(Function<String, CompletionStage<?>> backend, Tracepoints tracepoints) {
        Ring<String> ring = Ring.of("backend", backend).timeout(Duration.ofNanos(5 * MS));
        SharedDevice device =
                SharedDevice.on(time).ring(ring).tracepoints(tracepoints).open();
        return device.entity("alice", ring);
    }

    private CompletionStage<?> call(String payload) {
        CompletableFuture<String> future = new CompletableFuture<>();
        if (!payload.equals("hangs")) {
            time.timer(() -> future.complete("done")).arm(2 * MS);
        }
        return future;
    }

    private static List<RecordedEvent> recorded(Path folder, Runnable run) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(JobEvent.NAME);
            recording.enable(TimeoutEvent.NAME);
            recording.start();
            run.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static RecordedEvent first(BlockingQueue<RecordedEvent> seen, String name) throws InterruptedException {
        RecordedEvent event = seen.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        while (event != null && !event.getEventType().getName().equals(name)) {
            event = seen.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        if (event == null) {
            throw new AssertionError("no " + name);
        }
        return event;
    }
}
