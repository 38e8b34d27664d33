package io.gpusched.application.port;

/**
 * Something that a driver wants done between the scheduler's own steps, in their order: suspend a queue, change a priority in firmware. It
 * never runs at the same time as run or free work, since it goes through the same ordered queue.
 *
 * @kernel struct drm_sched_msg, of the series that moved the scheduler to a work queue
 */
@FunctionalInterface
public interface Message {
    /** Does it; called once, on the writer. */
    void process();
}
