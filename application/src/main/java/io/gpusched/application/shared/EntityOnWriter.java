package io.gpusched.application.shared;

import io.gpusched.domain.sched.Entity;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link SharedEntity} that lives on the writer: its entity, its queued jobs and what they have waited. Writer only, except
 * for the final fields and for the length of the queue, which submitters of any thread need.
 *
 * <p>That length is the difference of two counters. Submitters count up {@code joined} when they reserve a place, before the job is on its
 * way; the writer counts up {@code left} when a job has left the queue. With one counter, each submission and each start would write to the
 * same cache line from two threads.
 *
 * <p>Since {@code joined} is written first, the difference is never too small. It may be too large for a moment, so a submitter may be
 * refused although a place has just become free, but the limit is never exceeded.
 */
final class EntityOnWriter {
    private static final int GAP_WEIGHT = 8;
    private static final VarHandle GAP;
    private static final VarHandle LAST_START;
    private static final VarHandle QUEUE_LIMIT;

    static {
        try {
            GAP = MethodHandles.lookup().findVarHandle(EntityOnWriter.class, "gapNanos", long.class);
            LAST_START = MethodHandles.lookup().findVarHandle(EntityOnWriter.class, "lastStartNanos", long.class);
            QUEUE_LIMIT = MethodHandles.lookup().findVarHandle(EntityOnWriter.class, "queueLimit", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final DeviceOnWriter onWriter;
    private final EntityOptions<?> options;
    private final AtomicLong joined = new AtomicLong();
    private final TicketList queued = new TicketList();
    private final AtomicLong left = new AtomicLong();
    private final @Nullable TokenBucket bucket;

    /** How many jobs may wait; by QUEUE_LIMIT, from any thread. */
    @SuppressWarnings("UnusedVariable")
    private int queueLimit;

    private @Nullable Entity entity;
    private boolean closed;
    private boolean backlogged;
    private long lastStartNanos;
    private long gapNanos;
    private int unfinished;
    private long started;
    private long waitedNanos;
    private long longestWaitNanos;

    EntityOnWriter(DeviceOnWriter onWriter, EntityOptions<?> options) {
        this.onWriter = onWriter;
        this.options = options;
        this.queueLimit = options.queueLimit();
        Rate rate = options.rate();
        this.bucket = rate == null ? null : new TokenBucket(rate);
    }

    DeviceOnWriter onWriter() {
        return onWriter;
    }

    EntityOptions<?> options() {
        return options;
    }

    String name() {
        return options.name();
    }

    /**
     * Reserves a place in the queue. Called from any thread.
     *
     * @return false if the queue is full
     */
    boolean tryReserve() {
        int limit = queueLimit();
        if (limit == EntityOptions.NO_LIMIT) {
            joined.getAndIncrement();
            return true;
        }
        long before = joined.get();
        while (before - left.get() < limit) {
            if (joined.compareAndSet(before, before + 1)) {
                return true;
            }
            before = joined.get();
        }
        return false;
    }

    /**
     * Takes a token of the entity's rate, and of the rates of its groups. Called from any thread.
     *
     * @return 0 if it was taken, or there is no rate; else nanoseconds until there is one
     */
    long tryTakeToken() {
        SharedGroup group = options.group();
        if (bucket == null && group == null) {
            return 0;
        }
        long nowNanos = onWriter.writer().nowNanos();
        long wait = bucket == null ? 0 : bucket.tryTake(nowNanos);
        if (wait == 0 && group != null) {
            wait = group.tryTakeTokens(nowNanos);
            if (wait > 0 && bucket != null) {
                bucket.putBack();
            }
        }
        return wait;
    }

    /** Puts a token back, since the job was refused for another reason. Called from any thread. */
    void putTokenBack() {
        if (bucket != null) {
            bucket.putBack();
        }
        SharedGroup group = options.group();
        if (group != null) {
            group.putTokensBack();
        }
    }

    /** Returns how many jobs may wait. Called from any thread. */
    int queueLimit() {
        return (int) QUEUE_LIMIT.getOpaque(this);
    }

    /** Changes how many jobs may wait; those that wait stay. Called from any thread. */
    void setQueueLimit(int changed) {
        QUEUE_LIMIT.setOpaque(this, EntityOptions.requireQueueLimit(changed));
    }

    /** Changes the weight. */
    void setWeight(int weight) {
        Entity made = entity;
        if (made != null) {
            onWriter.device().setWeight(made, weight);
        }
    }

    /** Returns how many more jobs may wait. Called from any thread. */
    int room() {
        return Math.max(0, queueLimit() - queueLength());
    }

    /**
     * Returns how long until the next job of the queue starts, in nanoseconds, as far as its last starts tell; 0 if nothing is known yet. While
     * starts come as usual, it is what is left of the mean time between two of them. When nothing has started for longer than that, it is as
     * long again as nothing has started. Called from any thread.
     */
    long expectedWaitNanos() {
        long gap = (long) GAP.getOpaque(this);
        if (gap == 0) {
            return 0;
        }
        long since = onWriter.writer().nowNanos() - (long) LAST_START.getOpaque(this);
        return Math.max(1, since < gap ? gap - since : since);
    }

    /** Gives back a place that was reserved for a job that was then refused. Called from any thread. */
    void cancelReservation() {
        joined.getAndDecrement();
    }

    /** Records that a job has left the queue. */
    void leftQueue() {
        left.lazySet(left.get() + 1);
    }

    /** Returns about how many jobs are queued. Called from any thread. */
    int queueLength() {
        long gone = left.get();
        return Math.toIntExact(joined.get() - gone);
    }

    /** Returns the entity; null before the writer has made it, and for ever if the device was closed first. */
    @Nullable
    Entity entity() {
        return entity;
    }

    void setEntity(Entity made) {
        entity = made;
    }

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }

    TicketList queued() {
        return queued;
    }

    int unfinished() {
        return unfinished;
    }

    void taken(SubmittedJob ticket) {
        queued.addLast(ticket);
        unfinished++;
    }

    /** A running job goes back to the head of the queue, since it made room for a more urgent one. */
    void returns(SubmittedJob ticket) {
        joined.getAndIncrement();
        queued.addFirst(ticket);
    }

    /** Takes the first job out of the queue: jobs start in the order in which they were taken in. */
    void leaves(SubmittedJob ticket) {
        assert queued.first() == ticket : ticket + " started before " + queued.first();
        queued.remove(ticket);
        leftQueue();
    }

    /** Takes note that a job of the queue starts, behind which others may wait. */
    void waited(long now, long submitNanos) {
        long nanos = now - submitNanos;
        started++;
        if (backlogged) {
            long gap = now - lastStartNanos;
            GAP.setOpaque(this, Math.max(1, gapNanos == 0 ? gap : gapNanos + (gap - gapNanos) / GAP_WEIGHT));
        }
        LAST_START.setOpaque(this, now);
        backlogged = queued.size() > 0;
        waitedNanos += nanos;
        longestWaitNanos = Math.max(longestWaitNanos, nanos);
    }

    void finished() {
        unfinished--;
    }

    DeviceSnapshot.Waits waits() {
        return new DeviceSnapshot.Waits(started, waitedNanos, longestWaitNanos);
    }

    List<? extends Ring<?>> rings() {
        return options.rings();
    }

    @Override
    public String toString() {
        return "entity " + name();
    }
}
