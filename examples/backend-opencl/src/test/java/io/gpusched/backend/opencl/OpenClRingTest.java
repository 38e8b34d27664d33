package io.gpusched.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.workload.BackendUnavailable;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rings of a real device under a scheduler. */
final class OpenClRingTest {
    private final List<OpenClRing> rings = new ArrayList<>();
    private OpenClDevice opened;
    private ThreadWriter writer;
    private Device device;
    private long nextJob;

    @BeforeEach
    void open() throws Exception {
        opened = TestDevice.open();
        writer = ThreadWriter.start("writer", failure -> {});
        device = call(() -> new Device(writer, Tracepoints.NONE));
    }

    @AfterEach
    void close() {
        rings.forEach(OpenClRing::close);
        if (writer != null) {
            writer.close();
        }
    }

    private <T> T call(Callable<T> step) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        writer.post(() -> {
            try {
                result.complete(step.call());
            } catch (Exception thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result.get();
    }

    private Entity ring(int patience, long timeoutNanos) throws Exception {
        return call(() -> {
            OpenClRing ring = opened.ring("ring" + rings.size(), writer.clock(), patience);
            rings.add(ring);
            return device.addEntity(
                    Priority.NORMAL,
                    List.of(device.addScheduler(
                            new SchedulerSettings("ring", new Fifo(), 4, timeoutNanos, 0, null), ring)));
        });
    }

    /** Submits a job; the future is done with its error when it has ended. */
    private CompletableFuture<Optional<Errno>> submit(Entity entity, OpenClWork work) throws Exception {
        CompletableFuture<Optional<Errno>> end = new CompletableFuture<>();
        Job _ = call(() -> {
            Job job = device.submit(new UnarmedJob(nextJob++, entity, 1, work)).get();
            job.fences().finished().addCallback(fence -> end.complete(Optional.ofNullable(fence.error())));
            return job;
        });
        return end;
    }

    @Test
    void every_kernel_computes_what_java_computes_in_every_size() throws Exception {
        Entity entity = ring(1, Nanos.NO_LIMIT);
        for (OpenClKernel kernel : OpenClKernel.values()) {
            for (int size : new int[] {1, 7, 64, 65, 200}) {
                assertThat(submit(entity, OpenClWork.of(kernel, size)).get())
                        .as("%s of %d", kernel, size)
                        .isEmpty();
                assertThat(submit(entity, new OpenClWork(kernel, size, true)).get())
                        .as("%s of %d, spoiled", kernel, size)
                        .contains(Errno.EIO);
            }
        }
    }

    @Test
    void rings_are_queues_of_their_own_on_one_device() throws Exception {
        Entity first = ring(1, Nanos.NO_LIMIT);
        Entity second = ring(1, Nanos.NO_LIMIT);
        List<CompletableFuture<Optional<Errno>>> ends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ends.add(submit(i % 2 == 0 ? first : second, OpenClWork.of(OpenClKernel.REDUCTION, 1_000 + i)));
        }

        for (CompletableFuture<Optional<Errno>> each : ends) {
            assertThat(each.get()).isEmpty();
        }
        assertThat(rings.get(0).queue()).isNotEqualTo(rings.get(1).queue());
    }

    @Test
    void a_job_that_takes_longer_than_its_timeout_goes_on_since_nothing_can_end_it() throws Exception {
        Entity entity = ring(Integer.MAX_VALUE, 1_000);

        assertThat(submit(entity, OpenClWork.of(OpenClKernel.MATRIX_PRODUCT, 300))
                        .get())
                .isEmpty();
    }

    @Test
    void after_too_many_timeouts_the_queue_is_given_up_and_others_go_on() throws Exception {
        Entity lost = ring(1, 1_000);
        Entity other = ring(1, Nanos.NO_LIMIT);
        submit(lost, OpenClWork.of(OpenClKernel.MATRIX_PRODUCT, 600));
        OpenClRing ring = rings.getFirst();
        for (int i = 0; i < 1_000 && !call(ring::isLost); i++) {
            // Each of these takes the device some time, and the timeout comes meanwhile.
            assertThat(submit(other, OpenClWork.of(OpenClKernel.VECTOR_ADD, 64)).get())
                    .isEmpty();
        }

        assertThat(call(ring::isLost)).isTrue();
    }

    @Test
    void a_device_that_is_not_there_is_said_with_those_that_are() {
        assertThatThrownBy(() -> OpenClDevice.open("", "no such device"))
                .isInstanceOf(BackendUnavailable.class)
                .hasMessageContaining("there are " + OpenClDevice.names().getFirst());
    }
}
