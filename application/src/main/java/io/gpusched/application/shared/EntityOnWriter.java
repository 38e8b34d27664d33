package io.gpusched.application.shared;

import io.gpusched.domain.sched.Entity;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The writer's side of a {@link SharedEntity}. Touched by the writer, but for what is final and the length of the line. That is the
 * difference of two numbers, one for those who submit and one for the writer, or they would fight for it.
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
     * Takes a place in the line; called from any thread.
     *
     * @return false if there is none
     */
    boolean tryReserve() {
        if (options.queueLimit() == EntityOptions.UNBOUNDED) {
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

    /** Gives a place in the line back that was never taken up; called from any thread. */
    void cancelReservation() {
        joined.getAndDecrement();
    }

    /** One job less is in line. */
    void leftQueue() {
        left.lazySet(left.get() + 1);
    }

    /** Returns how many jobs are in line, about; called from any thread. */
    int queueLength() {
        long gone = left.get();
        return Math.toIntExact(joined.get() - gone);
    }

    /** Returns the entity; null before the writer has made it, and if it never will. */
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

    /** The first job in line leaves it: jobs start in the order in which they were taken in. */
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
