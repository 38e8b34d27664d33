package io.gpusched.application.shared;

import io.gpusched.domain.sched.Entity;
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
    private final DeviceOnWriter onWriter;
    private final EntityOptions<?> options;
    private final AtomicLong joined = new AtomicLong();
    private final TicketList queued = new TicketList();
    private final AtomicLong left = new AtomicLong();
    private @Nullable Entity entity;
    private boolean closed;
    private int unfinished;
    private long started;
    private long waitedNanos;
    private long longestWaitNanos;

    EntityOnWriter(DeviceOnWriter onWriter, EntityOptions<?> options) {
        this.onWriter = onWriter;
        this.options = options;
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
        if (options.queueLimit() == EntityOptions.NO_LIMIT) {
            joined.getAndIncrement();
            return true;
        }
        long before = joined.get();
        while (before - left.get() < options.queueLimit()) {
            if (joined.compareAndSet(before, before + 1)) {
                return true;
            }
            before = joined.get();
        }
        return false;
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

    /** Takes the first job out of the queue: jobs start in the order in which they were taken in. */
    void leaves(SubmittedJob ticket) {
        assert queued.first() == ticket : ticket + " started before " + queued.first();
        queued.remove(ticket);
        leftQueue();
    }

    void waited(long nanos) {
        started++;
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
