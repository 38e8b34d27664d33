package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.gpusched.domain.order.Priority;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One client of a {@link SharedDevice}: a queue of jobs, which start in the order in which they were submitted. Everything here may be
 * called from any thread, callbacks included, and nothing waits. What one thread asks for happens in the order in which it asks.
 *
 * @param <P> what a job is
 */
public sealed class SharedEntity<P> permits CallEntity {
    private final SharedDevice device;
    private final EntityOnWriter client;
    private final AtomicBoolean closed = new AtomicBoolean();

    SharedEntity(SharedDevice device, EntityOnWriter client) {
        this.device = device;
        this.client = client;
    }

    /** Returns the name. */
    public String name() {
        return client.name();
    }

    final EntityOnWriter client() {
        return client;
    }

    /** Returns about how many more of its jobs may wait; {@link EntityOptions#NO_LIMIT} less those that wait if there is no limit. */
    public int room() {
        return client.room();
    }

    /**
     * Changes how many of its jobs may wait, at once. Jobs that wait already stay, also when they are more.
     *
     * @param limit at least 1
     */
    public void setQueueLimit(int limit) {
        client.setQueueLimit(limit);
    }

    /**
     * Changes the weight. It counts for whatever is charged from then on.
     *
     * @param weight 1 to {@link io.gpusched.domain.sched.EntityGroup#MAX_WEIGHT}
     */
    public void setWeight(int weight) {
        int changed = EntityOptions.requireWeight(weight);
        device.later(() -> client.setWeight(changed));
    }

    /** Returns about how many of its jobs were submitted and have not gone to the hardware; other threads submit meanwhile. */
    public int queued() {
        return client.queueLength();
    }

    /**
     * Submits a job of one credit that waits for nothing.
     *
     * @return its ticket, or why it was refused; then nothing has changed
     */
    public Either<Rejection, Ticket> submit(P payload) {
        return submit(payload, null);
    }

    /**
     * Submits a job.
     *
     * @param options what it is to be like; null is the same as none
     * @return its ticket, or why it was refused; then nothing has changed. What is found out later ends the ticket's stages with
     *     {@link JobRefused}
     * @throws IllegalArgumentException if it is to wait for a job of another device: that is done with the stage of its ticket
     */
    public Either<Rejection, Ticket> submit(P payload, @Nullable SubmitOptions options) {
        return submitOwn(Objects.requireNonNull(payload, "a job has a payload"), options)
                .map(ticket -> ticket);
    }

    /** Submits a job whose payload is of this package, or of the type that the entity was made for. */
    final Either<Rejection, SubmittedJob> submitOwn(Object payload, @Nullable SubmitOptions options) {
        requireOwn(options);
        Rejection refusal = refusal();
        if (refusal != null) {
            return Either.left(refusal);
        }
        long tokenNanos = client.tryTakeToken();
        if (tokenNanos > 0) {
            return Either.left(new Rejection.RateExceeded(name(), tokenNanos, client.room()));
        }
        if (!client.tryReserve()) {
            client.putTokenBack();
            return Either.left(new Rejection.QueueFull(name(), client.queueLimit(), client.expectedWaitNanos()));
        }
        SubmittedJob ticket = new SubmittedJob(client, payload, options);
        Rejection.DeviceClosed writerGone = client.onWriter().requests().add(ticket);
        return writerGone == null ? Either.right(ticket) : Either.left(writerGone);
    }

    private @Nullable Rejection refusal() {
        Rejection.DeviceClosed deviceClosed = device.refusal();
        if (deviceClosed != null) {
            return deviceClosed;
        }
        return closed.get() ? new Rejection.EntityClosed(name()) : null;
    }

    private void requireOwn(@Nullable SubmitOptions options) {
        if (options != null) {
            options.dependencies().forEach(each -> {
                switch (each) {
                    case SubmitOptions.Dependency.Finished(Ticket other) -> requireOwn(SubmittedJob.of(other));
                    case SubmitOptions.Dependency.Started(Ticket other) -> requireOwn(SubmittedJob.of(other));
                    case SubmitOptions.Dependency.Completed anything -> {}
                }
            });
        }
    }

    private void requireOwn(@Nullable SubmittedJob other) {
        if (other != null && other.client().onWriter() != client.onWriter()) {
            throw new IllegalArgumentException(other + " is of another device: use its stage");
        }
    }

    /** Changes the priority; it holds for jobs that have not started. */
    public void setPriority(Priority priority) {
        Objects.requireNonNull(priority, "an entity has a priority");
        device.later(() -> client.onWriter().setPriority(client, priority));
    }

    /**
     * Waits until none of its jobs is unfinished.
     *
     * @return whether that came to be; false if the limit came first
     * @throws IllegalArgumentException if the limit is negative
     */
    public CompletionStage<Boolean> drain(Duration limit) {
        return device.drain(client, limit);
    }

    /**
     * Closes it at once: it takes no jobs any more, those that wait never run and end with ESRCH, those on the hardware are left
     * alone. To let the waiting jobs finish, call {@link #drain} first. Closing again changes nothing.
     */
    public void close() {
        if (closed.compareAndSet(false, true)) {
            device.later(() -> client.onWriter().close(client));
        }
    }

    @Override
    public String toString() {
        return "entity " + name();
    }
}
