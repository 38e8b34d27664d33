package io.gpusched.application.port;

/**
 * Makes timers. Equal times fire in the order in which they were armed. Called on the writer only.
 */
@FunctionalInterface
public interface Timers {
    /**
     * Makes a timer that is not armed.
     *
     * @param action what happens when it is due; runs at once, on the writer
     * @kernel timer_setup()
     */
    Timer timer(Runnable action);
}
