package io.gpusched.domain.sched;

/**
 * The load of one scheduler, or of several that share a counter: queued jobs, running jobs and attached entities.
 *
 * @kernel drm_gpu_scheduler.score
 */
public final class Score {
    private int value;

    /** Returns the load as it is now. */
    public int value() {
        return value;
    }

    void increment() {
        value++;
    }

    void decrement() {
        value--;
    }
}
