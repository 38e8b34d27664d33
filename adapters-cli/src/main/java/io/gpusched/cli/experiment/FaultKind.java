package io.gpusched.cli.experiment;

import io.gpusched.adapters.gpusim.faults.GpuFault;
import io.gpusched.application.device.Device;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, or is done from outside, at one step of a run: trouble of the hardware, of a driver, of an operator, of a client. Which
 * ring, entity or job it meets depends on the step, so that all of them have their turn.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum FaultKind {
    /** The control: nothing happens. */
    NOTHING(scene -> {}),
    HANG(GpuFault.HANG),
    REFUSE(GpuFault.REFUSE),
    NOTHING_TO_DO(GpuFault.NOTHING_TO_DO),
    COMPLETE_INSIDE_RUN(GpuFault.COMPLETE_INSIDE_RUN),
    FAIL_INSIDE_RUN(GpuFault.FAIL_INSIDE_RUN),
    COMPLETE_AND_REFUSE(GpuFault.COMPLETE_AND_REFUSE),
    FAIL(GpuFault.FAIL),
    COMPLETE_TWICE(GpuFault.COMPLETE_TWICE),
    COMPLETE_THEN_FAIL(GpuFault.COMPLETE_THEN_FAIL),
    COMPLETE_AFTER_FREE(GpuFault.COMPLETE_AFTER_FREE),
    LOSE_COMPLETION(GpuFault.LOSE_COMPLETION),
    DEVICE_GONE(GpuFault.DEVICE_GONE),
    NO_HANG(GpuFault.NO_HANG),
    COMPLETE_INSIDE_TIMEOUT(GpuFault.COMPLETE_INSIDE_TIMEOUT),
    RESET(GpuFault.RESET),
    COMPLETE_AFTER_RESET(GpuFault.COMPLETE_AFTER_RESET),
    SIGNAL(GpuFault.SIGNAL),
    THROW_IN_RUN(GpuFault.THROW_IN_RUN),
    THROW_IN_FREE(GpuFault.THROW_IN_FREE),
    THROW_IN_CANCEL(GpuFault.THROW_IN_CANCEL),
    THROW_IN_TIMEOUT(GpuFault.THROW_IN_TIMEOUT),
    /** The oldest job on a ring completes before its time. */
    COMPLETE_NOW(scene -> scene.gpu().completeNow(null)),
    /** The oldest job on a ring fails before its time. */
    FAIL_NOW(scene -> scene.gpu().completeNow(Errno.EIO)),
    /** The hardware reports a fault. */
    FAULT(scene -> scene.ring(Device::fault)),
    /** The driver lets a ring time out at once, and gives it its timeout back later. */
    TIME_OUT_NOW(
            scene -> scene.ring((device, ring) -> {
                scene.keep(ring.timeoutNanos());
                device.timeOutNow(ring);
            }),
            scene -> scene.ring((device, ring) -> ring.setTimeoutNanos(scene.kept()))),
    /** The driver resets a ring that nothing is wrong with. */
    OUTSIDE_RESET(FaultScene::resetRing),
    /** Submission is paused for a while. */
    STOP(scene -> scene.ring(Device::stop), scene -> scene.ring(Device::start)),
    /** Submission is paused twice and resumed once, in one step. */
    STOP_TWICE(scene -> scene.ring((device, ring) -> {
        device.stop(ring);
        device.stop(ring);
        device.start(ring);
    })),
    /** The clock of the timeout stands still for a while. */
    SUSPEND(
            scene -> scene.ring((device, ring) -> scene.keep(device.suspendTimeout(ring))),
            scene -> scene.ring((device, ring) -> device.resumeTimeout(ring, scene.kept()))),
    /** The load balancer passes over a ring for a while. */
    NOT_ELIGIBLE(
            scene -> scene.ring((device, ring) -> ring.setEligible(false)),
            scene -> scene.ring((device, ring) -> ring.setEligible(true))),
    /** A message is sent to a ring that is paused, and processed after it is resumed. */
    MESSAGE_WHILE_PAUSED(
            scene -> scene.ring((device, ring) -> {
                device.stop(ring);
                device.send(ring, scene.message());
            }),
            scene -> scene.ring(Device::start)),
    /** All entities of a ring are closed, and the ring is torn down. */
    TEARDOWN(FaultScene::tearDownRing),
    /** A process is killed. */
    CLOSE(scene -> scene.entity(Device::close)),
    /** A process is killed, and its entity flushed before. */
    DESTROY(scene -> scene.entity(Device::destroy)),
    /** Somebody waits until nothing of an entity is queued. */
    FLUSH(scene -> scene.entity((device, entity) -> device.flush(entity, FaultScene.FLUSH_NANOS))),
    /** An entity is flushed, and its ring torn down meanwhile. */
    FLUSH_AND_TEARDOWN(
            scene -> scene.entity((device, entity) -> device.flush(entity, FaultScene.FLUSH_NANOS)),
            FaultScene::tearDownRing),
    /** An entity becomes less urgent. */
    LOWER_PRIORITY(scene -> scene.entity((device, entity) -> device.setPriority(entity, Priority.LOW))),
    /** A job that has not ended is cancelled, queued or on the hardware. */
    CANCEL(scene -> scene.unfinished().ifPresent(job -> scene.device().cancel(job))),
    /** Every job that has not ended is cancelled. */
    CANCEL_ALL(scene -> scene.allUnfinished().forEach(job -> scene.device().cancel(job))),
    /** Somebody wants a job to be finished by now. */
    DEADLINE(
            scene -> scene.unfinished().ifPresent(job -> job.fences().finished().setDeadline(scene.nanos())));

    private final @Nullable GpuFault hardware;
    private final Consumer<FaultScene> begin;
    private final @Nullable Consumer<FaultScene> end;

    FaultKind(GpuFault hardware) {
        this.hardware = hardware;
        this.begin = scene -> scene.gpu().plan(hardware);
        this.end = null;
    }

    FaultKind(Consumer<FaultScene> begin) {
        this.hardware = null;
        this.begin = begin;
        this.end = null;
    }

    FaultKind(Consumer<FaultScene> begin, Consumer<FaultScene> end) {
        this.hardware = null;
        this.begin = begin;
        this.end = end;
    }

    /** Returns how the kind is written. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the kind that is written so. */
    public static Optional<FaultKind> of(String label) {
        return List.of(values()).stream()
                .filter(each -> each.label().equals(label))
                .findFirst();
    }

    /** Tells whether the fault is an exception of the hardware, after which nothing more can be asked of the device. */
    boolean isException() {
        return hardware != null && hardware.isException();
    }

    /** Does it, or plans it. */
    void begin(FaultScene scene) {
        begin.accept(scene);
    }

    /** Ends what lasts a while. */
    void end(FaultScene scene) {
        if (end != null) {
            end.accept(scene);
        }
    }
}
