package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Rejection;
import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.EntityOptions;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.testkit.contract.WriterRig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A shared device with one ring of {@link Calls}, over the writer of a rig. */
final class Scene implements AutoCloseable {
    final WriterRig rig;
    final Calls calls = new Calls();
    final Ring<String> ring;
    final SharedDevice device;

    Scene(WriterRig rig) {
        this(rig, UnaryOperator.identity(), UnaryOperator.identity());
    }

    Scene(WriterRig rig, UnaryOperator<Ring<String>> shape) {
        this(rig, shape, UnaryOperator.identity());
    }

    Scene(WriterRig rig, UnaryOperator<Ring<String>> shape, UnaryOperator<SharedDevice.Builder> options) {
        this.rig = rig;
        this.ring = shape.apply(Ring.of("backend", calls));
        this.device = options.apply(SharedDevice.on(rig.writer()).ring(ring)).open();
    }

    SharedEntity<String> entity(String name) {
        return device.entity(name, ring);
    }

    SharedEntity<String> entity(String name, int queueLimit) {
        return device.entity(EntityOptions.of(name, ring).queueLimit(queueLimit));
    }

    static Ticket submit(SharedEntity<String> entity, String payload) {
        return accepted(entity, payload, SubmitOptions.none());
    }

    static Ticket accepted(SharedEntity<String> entity, String payload, SubmitOptions options) {
        return entity.submit(payload, options).getOrElseThrow(refusal -> new AssertionError(refusal.reason()));
    }

    static Rejection refusal(SharedEntity<String> entity, String payload) {
        return entity.submit(payload).getLeft();
    }

    /** Lets the writer do all that it has to do. */
    void settle() {
        rig.runUntilQuiet();
    }

    /** Ends a call, and lets the writer do what follows. */
    void complete(String payload) {
        calls.complete(payload);
        settle();
    }

    /** Lets the writer run until a stage has its result, and returns that. */
    <T> T resultOf(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        rig.runUntil(future);
        assertThat(future).isDone();
        return future.join();
    }

    /** Lets the writer run until a stage has failed, and returns with what. */
    Throwable failureOf(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        rig.runUntil(future);
        assertThat(future).isCompletedExceptionally();
        return future.exceptionNow();
    }

    Errno errnoOf(Ticket ticket) {
        Throwable failure = failureOf(ticket.finished());
        assertThat(failure).isInstanceOf(JobFailed.class);
        return ((JobFailed) failure).errno();
    }

    DeviceSnapshot snapshot() {
        return resultOf(device.snapshot());
    }

    static boolean isOver(Ticket ticket) {
        return ticket.finished().toCompletableFuture().isDone();
    }

    /** Ends what is still running, so that the writer has an end. */
    @Override
    public void close() {
        device.shutDown();
        rig.close();
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
