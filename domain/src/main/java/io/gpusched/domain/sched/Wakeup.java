package io.gpusched.domain.sched;

/**
 * The call by which the domain asks for a turn: something may have become ready, so the scheduler should look.
 *
 * @kernel drm_sched_wakeup()
 */
@FunctionalInterface
public interface Wakeup {
    /** Queues run work, unless submission is paused. */
    void wake();
}
