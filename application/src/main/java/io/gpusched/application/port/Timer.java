package io.gpusched.application.port;

/**
 * One timer, armed and disarmed any number of times. Called on the writer only.
 *
 * @kernel struct timer_list
 */
public interface Timer {
    /**
     * Arms the timer, anew if it was armed: its place among timers of the same time is then a new one, at the end.
     *
     * @param delayNanos nanoseconds from now, not negative
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
