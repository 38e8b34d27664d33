package io.gpusched.application.port;

/**
 * One timer, armed and disarmed any number of times. Called on the writer only.
 *
 * @kernel struct timer_list
 */
public interface Timer {
    /**
     * Arms the timer, anew if it was armed: its place among timers of the same time is then a new one, at the end. It fires once,
     * in a step of its own, never before its time; with a delay of 0 too.
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
}
