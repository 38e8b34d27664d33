package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A device for programs with many threads: limited hardware that several clients share. Everything here may be called from any thread,
 * callbacks included, and nothing but {@link #close} waits.
 *
 * <pre>
 * CallRing&lt;String, Answer&gt; ring = Ring.of("backend", backend::ask).credits(2).timeout(Duration.ofSeconds(5));
 * try (SharedDevice device = SharedDevice.owning(writer).ring(ring).open()) {
 *     CallEntity&lt;String, Answer&gt; alice = device.entity("alice", ring);
 *     Answer answer = alice.call("hello").toCompletableFuture().join();
 * }
 * </pre>
 *
 * <p>There are two halves. This class, {@link SharedEntity} and the tickets are the half for callers. {@code DeviceOnWriter} and {@code
 * EntityOnWriter} are the half on the writer, where the scheduler lives. A call becomes a {@code Request}, which the {@code RequestQueue}
 * brings from one half to the other, in order. Most calls return before the writer has seen the request, with a {@link Ticket} or a stage
 * that completes later.
 *
 * <p>Callbacks of the stages run on the writer, or on the executor that {@link Builder#callbacks} names, whenever they are attached. Waiting for a stage on the writer, in a callback for example, would be waiting for oneself; {@code join} and
 * {@code get} then throw an {@link IllegalStateException} instead.
 *
 * <p>A device is open, then closing, then it has ended. {@link #shutDown} refuses new jobs at once, lets accepted ones finish up to the
 * drain limit, kills what is left, tears the rings down, and closes the writer if the device owns it. If the writer ends first, because
 * hardware has thrown an exception or somebody closed it, every unfinished job ends with {@link JobFailed}, with that as its cause, and
 * later calls are refused. So every ticket ends, whatever happens.
 *
 * <p>No lock is held while callbacks run, and no caller waits for another. The price is that a refusal which only the writer can know, such
 * as a ring that is gone, arrives on the ticket and not from {@code submit}.
 */
public final class SharedDevice implements AutoCloseable {
    private final Writer writer;
    private final @Nullable AutoCloseable owned;
    private final List<Ring<?>> rings;
    private final long drainLimitNanos;
    private final RequestQueue requests;
    private final Callbacks callbacks;
    private final DeviceOnWriter onWriter;
    private final AtomicReference<Rejection.@Nullable DeviceClosed> refusal = new AtomicReference<>();
    private final WriterStage<@Nullable Void> closed;

    private SharedDevice(Builder builder) {
        this.writer = builder.writer;
        this.owned = builder.owned;
        this.rings = List.copyOf(builder.rings);
        this.drainLimitNanos = builder.drainLimitNanos;
        this.callbacks = new Callbacks(writer, builder.callbacks);
        this.closed = callbacks.newStage();
        this.requests = new RequestQueue(writer);
        this.onWriter = new DeviceOnWriter(writer, builder.tracepoints, requests, callbacks, builder.watch);
    }

    /** Begins a device over a writer that somebody else closes, after the device. */
    public static Builder on(Writer writer) {
        return new Builder(writer, null);
    }

    /** Begins a device over a writer of its own: when the device was closed, it closes the writer. */
    @SuppressWarnings("try") // javac warns of InterruptedException for every type variable with a close()
    public static <W extends Writer & AutoCloseable> Builder owning(W writer) {
        return new Builder(writer, writer);
    }

    /** The settings of a device. Not thread-safe. */
    public static final class Builder {
        private static final long DRAIN_LIMIT_NANOS = 10_000_000_000L;

        private final Writer writer;
        private final @Nullable AutoCloseable owned;
        private final List<Ring<?>> rings = new ArrayList<>();
        private Tracepoints tracepoints = Tracepoints.NONE;
        private long drainLimitNanos = DRAIN_LIMIT_NANOS;
        private @Nullable Executor callbacks;
        private @Nullable WriterWatch watch;

        private Builder(Writer writer, @Nullable AutoCloseable owned) {
            this.writer = writer;
            this.owned = owned;
        }

        /** Adds a ring. */
        public Builder ring(Ring<?> ring) {
            if (rings.stream().anyMatch(each -> each.name().equals(ring.name()))) {
                throw new IllegalArgumentException("there is a ring " + ring.name() + " already");
            }
            rings.add(ring);
            return this;
        }

        /** Sets the listener; without this call there is none. */
        public Builder tracepoints(Tracepoints listener) {
            tracepoints = listener;
            return this;
        }

        /**
         * Sets how long unfinished jobs may go on when the device is closed; 10 seconds without this call.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder drainLimit(Duration limit) {
            drainLimitNanos = Limit.nanos(limit);
            return this;
        }

        /**
         * Sets where callbacks of the device's stages run, whenever they are attached. Without this call they run on the writer, which waits
         * for them.
         */
        public Builder callbacks(Executor executor) {
            callbacks = executor;
            return this;
        }

        /** Lets a watch see what the writer calls, so that it notices a call that does not return. */
        public Builder watch(WriterWatch added) {
            watch = added;
            return this;
        }

        /**
         * Makes the device.
         *
         * @throws IllegalStateException if it has no ring, or the writer takes nothing any more
         */
        public SharedDevice open() {
            if (rings.isEmpty()) {
                throw new IllegalStateException("a device needs a ring");
            }
            SharedDevice device = new SharedDevice(this);
            device.start();
            return device;
        }
    }

    private void start() {
        writer.onEnd(this::writerEnded);
        later(() -> onWriter.addRings(rings));
        Rejection.DeviceClosed writerGone = refusal.get();
        if (writerGone != null) {
            throw new IllegalStateException("the writer takes nothing any more", writerGone.failure());
        }
    }

    /**
     * Makes a group of entities that have one part of each ring together.
     *
     * @param name for people
     * @param weight its part, relative to other groups and to entities without a group, 1 to {@link
     *     io.gpusched.domain.sched.EntityGroup#MAX_WEIGHT}
     */
    public SharedGroup group(String name, int weight) {
        return new SharedGroup(this, name, weight, null);
    }

    /** Adds an entity of normal priority, on one ring, whose queue has no limit. */
    public <P> SharedEntity<P> entity(String name, Ring<P> ring) {
        return entity(EntityOptions.of(name, ring));
    }

    /**
     * Adds an entity. If the device was closed, it refuses all jobs.
     *
     * @throws IllegalArgumentException if one of its rings, or its group, is not of this device
     */
    public <P> SharedEntity<P> entity(EntityOptions<P> options) {
        return new SharedEntity<>(this, addEntity(options));
    }

    private <P> EntityOnWriter addEntity(EntityOptions<P> options) {
        options.rings().forEach(this::requireOwn);
        if (options.group() != null && options.group().device() != this) {
            throw new IllegalArgumentException(options.group() + " belongs to another device");
        }
        EntityOnWriter client = new EntityOnWriter(onWriter, options);
        later(() -> onWriter.addEntity(client));
        return client;
    }

    /** Adds an entity that calls the function of a ring; of normal priority, whose queue has no limit. */
    public <P, R extends @Nullable Object> CallEntity<P, R> entity(String name, CallRing<P, R> ring) {
        return entity(name, ring, UnaryOperator.identity());
    }

    /**
     * Adds an entity that calls the function of a ring.
     *
     * @param options changes its options; rings that it adds must answer with the same type
     * @throws IllegalArgumentException if one of its rings is not of this device
     */
    public <P, R extends @Nullable Object> CallEntity<P, R> entity(
            String name, CallRing<P, R> ring, UnaryOperator<EntityOptions<P>> options) {
        return new CallEntity<>(this, addEntity(options.apply(EntityOptions.of(name, ring))));
    }

    /**
     * Changes how much of a ring may be in use at once. Running jobs are left alone: after the limit was lowered, nothing more starts until
     * enough has finished.
     *
     * @param credits at least 1
     * @throws IllegalArgumentException if the ring is not of this device, or the number is less than 1
     */
    public void setCredits(Ring<?> ring, int credits) {
        requireOwn(ring);
        if (credits < 1) {
            throw new IllegalArgumentException("a credit limit is at least 1, not " + credits);
        }
        later(() -> onWriter.setCredits(ring, credits));
    }

    /**
     * Changes how long a job of a ring may take; it holds for running jobs as well.
     *
     * @throws IllegalArgumentException if the ring is not of this device, or the limit is not more than 0
     */
    public void setTimeout(Ring<?> ring, Duration limit) {
        requireOwn(ring);
        long nanos = Limit.nanos(limit);
        if (nanos == 0) {
            throw new IllegalArgumentException("a job may take at least 1 ns, not " + limit);
        }
        later(() -> onWriter.setTimeout(ring, nanos));
    }

    private void requireOwn(Ring<?> ring) {
        if (rings.stream().noneMatch(each -> each == ring)) {
            throw new IllegalArgumentException("ring " + ring.name() + " is not of this device");
        }
    }

    /**
     * Returns a snapshot of the device, taken after everything that the caller asked for before. The stage completes on the writer. It fails
     * with {@link JobRefused} if the writer has ended.
     */
    public CompletionStage<DeviceSnapshot> snapshot() {
        WriterStage<DeviceSnapshot> taken = callbacks.newStage();
        requests.add(new Request.Action(
                () -> taken.complete(onWriter.snapshot()),
                reason -> taken.completeExceptionally(new JobRefused(reason))));
        return taken;
    }

    /**
     * Waits until no job is unfinished.
     *
     * @throws IllegalArgumentException if the limit is negative
     * @return true when no job is unfinished, false if the limit comes first
     */
    public CompletionStage<Boolean> drain(Duration limit) {
        return drain(null, limit);
    }

    CompletionStage<Boolean> drain(@Nullable EntityOnWriter client, Duration limit) {
        WriterStage<Boolean> drained = callbacks.newStage();
        long limitNanos = Limit.nanos(limit);
        requests.add(new Request.Action(
                () -> onWriter.whenIdle(client, limitNanos, drained::complete), reason -> drained.complete(true)));
        return drained;
    }

    /**
     * Begins to close: refuses jobs from now on, lets unfinished ones go on up to the drain limit, then kills what is left, tears the
     * rings down, and closes the writer if it is the device's own. Does not wait. Calling it again changes nothing.
     *
     * @return completes, on the writer, when all that is done; always the same stage
     */
    public CompletionStage<@Nullable Void> shutDown() {
        if (refusal.compareAndSet(null, new Rejection.DeviceClosed(null))) {
            requests.add(new Request.Action(
                    () -> new Shutdown(onWriter, this::finish).begin(drainLimitNanos),
                    reason -> closed.complete(null)));
        }
        return closed;
    }

    /**
     * {@link #shutDown Shuts down} and waits for that, unless the caller is on the writer, in a callback, say: there it only begins. Do
     * not call it on the only thread of an executor that the writer needs.
     */
    @Override
    public void close() {
        CompletionStage<@Nullable Void> end = shutDown();
        if (!writer.isCurrent()) {
            end.toCompletableFuture().join();
        }
    }

    private void finish() {
        try {
            if (owned != null) {
                owned.close();
            }
            closed.complete(null);
        } catch (Exception failure) {
            closed.completeExceptionally(failure);
        }
    }

    private void writerEnded(@Nullable Throwable failure) {
        Rejection.DeviceClosed reason = new Rejection.DeviceClosed(failure);
        refusal.set(reason);
        onWriter.writerEnded(reason);
        requests.end(reason);
        closed.complete(null);
    }

    /** Returns why no job is taken; null if jobs are. */
    Rejection.@Nullable DeviceClosed refusal() {
        return refusal.get();
    }

    void later(Runnable step) {
        requests.add(new Request.Action(step, reason -> {}));
    }
}
