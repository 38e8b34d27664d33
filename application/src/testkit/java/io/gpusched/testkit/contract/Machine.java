package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The hardware under a device with one scheduler and one entity. */
final class Machine implements AutoCloseable {
    private static final int CREDITS = 4;

    private final HardwareRig rig;
    private final WatchedHardware hardware;
    private final Device device;
    private final Scheduler scheduler;
    private final Entity entity;
    private long nextJob;

    private Machine(HardwareRig rig, long timeoutNanos) {
        this.rig = rig;
        this.hardware = new WatchedHardware(rig.hardware());
        this.device = new Device(rig.writer().writer(), Tracepoints.NONE);
        this.scheduler = rig.writer()
                .call(() -> device.addScheduler(
                        new SchedulerSettings("ring", new Fifo(), CREDITS, timeoutNanos, 0, null), hardware));
        this.entity = rig.writer().call(() -> device.addEntity(Priority.NORMAL, List.of(scheduler)));
    }

    static Machine withoutTimeout(HardwareRig rig) {
        return new Machine(rig, Nanos.NO_LIMIT);
    }

    static Machine withTimeout(HardwareRig rig) {
        return new Machine(rig, rig.timeoutNanos());
    }

    HardwareRig rig() {
        return rig;
    }

    WatchedHardware hardware() {
        return hardware;
    }

    boolean isTornDown() {
        return device.isTornDown(scheduler);
    }

    List<Job> submit(int count, Object payload) {
        return rig.writer().call(() -> {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                jobs.add(device.submit(new UnarmedJob(nextJob++, entity, 1, payload))
                        .get());
            }
            return jobs;
        });
    }

    List<Job> submitIfPossible(@Nullable Object payload) {
        assumeTrue(payload != null, "this hardware cannot be told to do that");
        return submit(1, payload);
    }

    void runUntilFreed(int jobs) {
        Future<?> allFreed = rig.writer().call(() -> hardware.freed(jobs));
        rig.writer().runUntil(allFreed);
        assertThat(allFreed).as("%d jobs were freed", jobs).isDone();
    }

    void runUntilFinished(Job job) {
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        rig.writer().run(() -> {
            if (!job.fences().finished().addCallback(fence -> finished.complete(true))) {
                finished.complete(true);
            }
        });
        rig.writer().runUntil(finished);
        assertThat(finished).as("%s has finished", job).isDone();
    }

    List<Long> freedJobs() {
        return rig.writer().call(hardware::freedJobs);
    }

    List<@Nullable Errno> errors(List<Job> jobs) {
        return rig.writer().call(() -> {
            List<@Nullable Errno> errors = new ArrayList<>();
            jobs.forEach(job -> errors.add(job.fences().finished().error()));
            return errors;
        });
    }

    int creditsInFlight() {
        return rig.writer().call(() -> scheduler.credits().inFlight());
    }

    void tearDown() {
        rig.writer().run(() -> {
            device.close(entity);
            device.teardown(scheduler);
        });
    }

    @Override
    public void close() {
        rig.close();
    }
}
