package io.gpusched.application.port;

import io.gpusched.domain.time.Nanos;

/**
 * One timer, armed and disarmed any number of times. Called on the writer only.
 *
 * @kernel struct timer_list
 */
public interface Timer {
    /**
     * Arms the timer, anew if it was armed: its place among timers of the same time is then a new one, at the end. It fires once,
     * in a step of its own, never before its time; with a delay of 0 too. One that is due after all times never fires.
     *
     * @param delayNanos nanoseconds from now, not negative
     * @throws IllegalArgumentException if the delay is negative
     * @kernel mod_timer()
     */
    void arm(long delayNanos);

    /**
     * Disarms the timer.
     *
     * @return false if it was not armed
     * @kernel timer_delete()
     */
    boolean cancel();

    /** Tells whether the timer is armed. */
    boolean isArmed();

    /**
     * Returns when something is due.
     *
     * @param nowNanos the time, not negative
     * @param delayNanos nanoseconds from then, not negative
     * @return {@link Nanos#NEVER} if no clock shows that time
     */
    static long due(long nowNanos, long delayNanos) {
        long due = nowNanos + delayNanos;
        return due < 0 ? Nanos.NEVER : due;
    }
}
