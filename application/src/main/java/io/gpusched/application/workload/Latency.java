package io.gpusched.application.workload;

/**
 * The time that passes on a real machine between a cause and what it sets off. None of it is the scheduler's decision, and yet it decides
 * how full a ring is: with one job in flight, the ring is idle while the worker wakes up.
 *
 * @param worker from when work is queued for a worker that sleeps until it runs; what is queued while it is awake runs at once, in order
 * @param completion from when the hardware has ended a job until it says so; a serial ring begins with its next job meanwhile
 * @param client from when the job that a client waits for is done until the client goes on
 * @param seed chooses what is drawn
 */
public record Latency(Delay worker, Delay completion, Delay client, long seed) {
    /** A machine that reacts at once. */
    public static final Latency NONE = new Latency(Delay.none(), Delay.none(), Delay.none(), 0);

    /**
     * What is assumed of a machine that was not measured: the medians of a running Linux 7.3.4 under user-mode Linux, with the timers of its
     * mock hardware. On a real desktop from done to the next run takes 40 us.
     */
    public static final Latency USUAL = new Latency(Delay.of(30_000), Delay.of(90_000), Delay.of(70_000), 0);

    /** Tells whether everything happens at once. */
    public boolean isNone() {
        return worker.isNone() && completion.isNone() && client.isNone();
    }

    /** Returns this latency made longer or shorter, all three parts alike. */
    public Latency times(double factor) {
        return new Latency(worker.times(factor), completion.times(factor), client.times(factor), seed);
    }
}
