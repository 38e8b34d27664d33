package io.gpusched.adapters.virtualtime;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.order.PairingHeap;
import java.util.ArrayDeque;

/**
 * A writer in virtual time. There is one thread (the caller of {@link #run}), one clock and two collections: the line of work, of all
 * queues together, and the timers, ordered by due time and then by the order of arming.
 *
 * <p>The run loop: run the oldest work item; when there is none, move the clock to the first timer and fire it alone. Work takes no time;
 * time passes only between timers. So a run depends on nothing but its input, and takes as long as its work, not as its waits.
 */
public final class VirtualTime implements Writer, Timers, Clock, Mailbox {
    /** The end of a run that goes on until nothing is left to do. */
    public static final long NO_END = Long.MAX_VALUE;

    private final ArrayDeque<Work> line = new ArrayDeque<>();
    private final PairingHeap<VirtualTimer> timers = new PairingHeap<>();
    private final OrderedWorkQueue queue = new VirtualTimeQueue();
    private long now;
    private long armings;

    /**
     * Runs until nothing is left to do, or the next timer is due after the end; the clock is not moved to the end.
     *
     * @param untilNanos the last time that is reached, or {@link #NO_END}
     */
    public void run(long untilNanos) {
        while (runOne(untilNanos)) {
            // One step at a time.
        }
    }

    /**
     * Runs one work item or fires one timer.
     *
     * @return false if there was nothing to do
     */
    public boolean runOne(long untilNanos) {
        Work work = line.poll();
        if (work != null) {
            work.release();
            work.run();
            return true;
        }
        VirtualTimer first = timers.first();
        if (first == null || first.key() > untilNanos) {
            return false;
        }
        now = first.key();
        timers.remove(first);
        first.action.run();
        return true;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Timer timer(Runnable action) {
        return new VirtualTimer(action);
    }

    /** {@inheritDoc} In virtual time there are no other threads: the step goes to the end of the line. */
    @Override
    public void post(Runnable step) {
        queue.queue(new Posted(step));
    }

    /** {@inheritDoc} All names are one line. */
    @Override
    public OrderedWorkQueue ordered(String name) {
        return queue;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public Mailbox mailbox() {
        return this;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    private final class VirtualTimeQueue implements OrderedWorkQueue {
        @Override
        public boolean queue(Work work) {
            if (!work.claim()) {
                return false;
            }
            line.add(work);
            return true;
        }

        @Override
        public boolean cancel(Work work) {
            if (!work.isQueued()) {
                return false;
            }
            work.release();
            line.removeFirstOccurrence(work);
            return true;
        }
    }

    private final class VirtualTimer extends PairingHeap.Node<VirtualTimer> implements Timer {
        private final Runnable action;

        VirtualTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long delayNanos) {
            if (delayNanos < 0) {
                throw new IllegalArgumentException("a delay is not negative, as " + delayNanos + " ns is");
            }
            cancel();
            timers.insert(this, Math.addExact(now, delayNanos), armings++);
        }

        @Override
        public boolean cancel() {
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
    }

    private static final class Posted extends Work {
        private final Runnable step;

        Posted(Runnable step) {
            this.step = step;
        }

        @Override
        public void run() {
            step.run();
        }
    }
}
