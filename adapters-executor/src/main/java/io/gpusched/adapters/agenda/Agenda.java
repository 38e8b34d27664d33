package io.gpusched.adapters.agenda;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Work;
import io.gpusched.domain.order.PairingHeap;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pending work of a writer: the line of work items, of all queues together, and the timers, ordered by due time and then by the order of arming. An agenda does nothing by itself. A writer decides when time passes, and whether an item or a timer is next; {@code VirtualTime},
 * {@code ThreadWriter} and {@code ExecutorWriter} differ only in that.
 *
 * <p>One line for all queues is one of the orders that Linux may take. It makes the order of everything on a writer total, which replay and
 * exploration rely on.
 *
 * <p>Reading a clock costs as much as half a job, and most steps do not ask for the time. So the time is read when a step asks first, and is
 * then the same until the end of the step; {@link #letTimePass} marks the beginning of the next step.
 *
 * <p>An item that is cancelled is searched for in the line. Cancelling is rare and the line is short then; a mark that says "cancelled"
 * would have to be removed again when the item is queued anew.
 *
 * <p>A waiter for {@link #drain} runs when the line is empty, so items that are queued meanwhile come before it.
 *
 * <p>Not thread-safe: only the thread that is the writer at the moment touches it.
 */
public final class Agenda implements OrderedWorkQueue, Timers, Clock {
    private final BooleanSupplier onWriter;
    private final ArrayDeque<Work> line = new ArrayDeque<>();
    private final ArrayDeque<Runnable> drains = new ArrayDeque<>();
    private final PairingHeap<AgendaTimer> timers = new PairingHeap<>();
    private final LongSupplier source;
    private long now;
    private boolean stale;
    private long armings;

    /**
     * Makes an empty agenda at time 0, which stands still but for {@link #advanceTo}.
     *
     * @param onWriter tells whether the caller is on the writer; asked by assertions
     */
    public Agenda(BooleanSupplier onWriter) {
        this(onWriter, () -> 0);
    }

    /**
     * Makes an empty agenda.
     *
     * @param onWriter tells whether the caller is on the writer; asked by assertions
     * @param source the time, in nanoseconds; looked up at most once after each {@link #letTimePass}
     */
    public Agenda(BooleanSupplier onWriter, LongSupplier source) {
        this.onWriter = onWriter;
        this.source = source;
    }

    /** Says that time has passed since it was looked up. */
    public void letTimePass() {
        stale = true;
    }

    /** Lets time pass; it never goes back. */
    public void advanceTo(long nanos) {
        now = Math.max(now, nanos);
    }

    /**
     * Runs the oldest item; when there is none, what waits for just that.
     *
     * @return false if there was nothing to run
     */
    public boolean runItem() {
        Work work = takeItem();
        if (work != null) {
            work.run();
            return true;
        }
        Runnable then = takeDrain();
        if (then != null) {
            then.run();
            return true;
        }
        return false;
    }

    /**
     * Fires the first timer, alone, if it is due.
     *
     * @return false if none is due
     */
    public boolean fireTimer() {
        AgendaTimer first = timers.first();
        if (first == null || first.key() > nanos()) {
            return false;
        }
        timers.remove(first);
        first.action.run();
        return true;
    }

    /** Returns when the first timer is due, or {@link Nanos#NEVER}. */
    public long nextDueNanos() {
        AgendaTimer first = timers.first();
        return first == null ? Nanos.NEVER : first.key();
    }

    /** Tells whether nothing waits but timers. */
    public boolean isQuiet() {
        return line.isEmpty() && drains.isEmpty();
    }

    /** Takes the oldest item out of the line, without running it, or returns null. */
    public @Nullable Work takeItem() {
        Work work = line.poll();
        if (work != null) {
            work.release();
        }
        return work;
    }

    /** Takes out what has waited longest for the line to be empty, whether or not it is, or returns null. */
    public @Nullable Runnable takeDrain() {
        return drains.poll();
    }

    /**
     * Disarms the first timer.
     *
     * @return false if none is armed
     */
    public boolean dropTimer() {
        AgendaTimer first = timers.first();
        return first != null && first.cancel();
    }

    @Override
    public boolean queue(Work work) {
        assert onWriter.getAsBoolean() : "queued from outside of the writer: " + work;
        if (!work.claim()) {
            return false;
        }
        line.add(work);
        return true;
    }

    @Override
    public boolean cancel(Work work) {
        assert onWriter.getAsBoolean() : "cancelled from outside of the writer: " + work;
        if (!work.isQueued()) {
            return false;
        }
        work.release();
        line.removeFirstOccurrence(work);
        return true;
    }

    @Override
    public void drain(Runnable then) {
        assert onWriter.getAsBoolean() : "drained from outside of the writer";
        drains.add(then);
    }

    @Override
    public Timer timer(Runnable action) {
        return new AgendaTimer(action);
    }

    @Override
    public long nanos() {
        if (stale) {
            stale = false;
            advanceTo(source.getAsLong());
        }
        return now;
    }

    private final class AgendaTimer extends PairingHeap.Node<AgendaTimer> implements Timer {
        private final Runnable action;

        AgendaTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long delayNanos) {
            assert onWriter.getAsBoolean() : "armed from outside of the writer: " + this;
            if (delayNanos < 0) {
                throw new IllegalArgumentException("a delay is not negative, as " + delayNanos + " ns is");
            }
            cancel();
            timers.insert(this, Timer.due(nanos(), delayNanos), armings++);
        }

        @Override
        public boolean cancel() {
            assert onWriter.getAsBoolean() : "disarmed from outside of the writer: " + this;
            if (!isArmed()) {
                return false;
            }
            timers.remove(this);
            return true;
        }

        @Override
        public boolean isArmed() {
            return timers.contains(this);
        }

        @Override
        public String toString() {
            return "timer for " + action;
        }
    }
}
