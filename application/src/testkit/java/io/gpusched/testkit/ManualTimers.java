package io.gpusched.testkit;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import java.util.Comparator;
import java.util.TreeSet;

/** Timers that fire when a test says so: in order of the time at which they are due, equal times in the order of arming. */
public final class ManualTimers implements Timers {
    private static final long NEVER_ARMED = -1;

    private final ManualClock clock;
    private final TreeSet<ManualTimer> armed = new TreeSet<>(
            Comparator.comparingLong((ManualTimer timer) -> timer.dueNanos).thenComparingLong(timer -> timer.arming));
    private long armings;

    /** Makes timers by the given clock. */
    public ManualTimers(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Timer timer(Runnable action) {
        return new ManualTimer(action);
    }

    /** Returns how many timers are armed. */
    public int armed() {
        return armed.size();
    }

    /** Tells whether a timer is armed that is due by the given time. */
    public boolean isAnyDueBy(long nanos) {
        return !armed.isEmpty() && armed.first().dueNanos <= nanos;
    }

    /**
     * Moves the clock to when the first timer is due, and fires it.
     *
     * @return false if none is armed
     */
    public boolean fireNext() {
        ManualTimer first = armed.pollFirst();
        if (first == null) {
            return false;
        }
        clock.moveTo(Math.max(first.dueNanos, clock.nanos()));
        first.action.run();
        return true;
    }

    private final class ManualTimer implements Timer {
        private final Runnable action;
        private long dueNanos;
        private long arming = NEVER_ARMED;

        ManualTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long delayNanos) {
            if (delayNanos < 0) {
                throw new IllegalArgumentException("a delay is not negative, as " + delayNanos + " ns is");
            }
            cancel();
            dueNanos = Math.addExact(clock.nanos(), delayNanos);
            arming = armings++;
            armed.add(this);
        }

        @Override
        public boolean cancel() {
            return armed.remove(this);
        }

        @Override
        public boolean isArmed() {
            return armed.contains(this);
        }
    }
}
