package io.gpusched.application.scheduling;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.WorkQueue;

/**
 * A work item with a timer in front: when the timer fires, the item goes to the end of its queue.
 *
 * @kernel struct delayed_work
 */
public final class DelayedWork {
    private final WorkQueue queue;
    private final Work work;
    private final Timer timer;
    private final Clock clock;
    private long deadlineNanos;
    private boolean armed;

    /** Makes a delayed work item that is neither armed nor queued. */
    public DelayedWork(WorkQueue queue, Timers timers, Clock clock, Work work) {
        this.queue = queue;
        this.work = work;
        this.clock = clock;
        this.timer = timers.timer(new Expiry());
    }

    /**
     * Queues the item after a delay, and moves the deadline if it has one: the item is taken out of its queue if it is there. A delay of 0
     * queues it at once, without a timer.
     *
     * @return true if the item was armed or queued before
     * @kernel mod_delayed_work()
     */
    public boolean modify(long delayNanos) {
        boolean wasPending = cancel();
        start(delayNanos);
        return wasPending;
    }

    /**
     * Disarms the timer and takes the item out of its queue.
     *
     * @return false if it was neither armed nor queued
     * @kernel cancel_delayed_work()
     */
    public boolean cancel() {
        if (armed) {
            armed = false;
            return timer.cancel();
        }
        return work.isQueued() && queue.cancel(work);
    }

    /** Tells whether the timer is armed or the item is queued. */
    public boolean isPending() {
        return armed || work.isQueued();
    }

    /**
     * Returns how long the timer has to run.
     *
     * @return nanoseconds; 0 if it is not armed
     * @kernel work_tdr.timer.expires - jiffies
     */
    public long remainingNanos() {
        return armed ? Math.max(deadlineNanos - clock.nanos(), 0) : 0;
    }

    private void start(long delayNanos) {
        if (delayNanos == 0) {
            queue.queue(work);
        } else {
            deadlineNanos = Timer.due(clock.nanos(), delayNanos);
            timer.arm(delayNanos);
            armed = true;
        }
    }

    /** What happens when the timer fires; a class of its own so that it has a name. */
    private final class Expiry implements Runnable {
        @Override
        public void run() {
            armed = false;
            queue.queue(work);
        }

        @Override
        public String toString() {
            return "timer of " + work;
        }
    }
}
