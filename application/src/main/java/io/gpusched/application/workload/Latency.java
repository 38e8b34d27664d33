package io.gpusched.application.workload;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The time that passes on a real machine between a cause and what it sets off. None of it is the scheduler's decision, and yet it decides
 * how full a ring is: with one job in flight, the ring is idle while the worker wakes up.
 *
 * @param worker from when work is queued for a worker that sleeps until it runs; what is queued while it is awake runs at once, in order
 * @param completion from when the hardware has ended a job until it says so; a serial ring begins with its next job meanwhile
 * @param client from when the job that a client waits for is done until the client goes on
 * @param seed chooses what is drawn
 * @param ownWorkers the delay of the workers of those schedulers, by id, that have one of their own in place of {@code worker}
 */
public record Latency(Delay worker, Delay completion, Delay client, long seed, SortedMap<Integer, Delay> ownWorkers) {
    /** A machine that reacts at once. */
    public static final Latency NONE = new Latency(Delay.none(), Delay.none(), Delay.none(), 0);

    /**
     * What is assumed of a machine that was not measured: the medians of a running Linux 7.3.4 under user-mode Linux, with the timers of its
     * mock hardware. On a real desktop from done to the next run takes 40 us.
     */
    public static final Latency USUAL = new Latency(Delay.of(30_000), Delay.of(90_000), Delay.of(70_000), 0);

    public Latency {
        ownWorkers = Collections.unmodifiableSortedMap(new TreeMap<>(ownWorkers));
    }

    /** A machine whose workers are all alike. */
    public Latency(Delay worker, Delay completion, Delay client, long seed) {
        this(worker, completion, client, seed, Collections.emptySortedMap());
    }

    /** Tells whether everything happens at once. */
    public boolean isNone() {
        return workersAreAwake() && completion.isNone() && client.isNone();
    }

    /** Tells whether no worker takes any time. */
    boolean workersAreAwake() {
        return worker.isNone() && ownWorkers.values().stream().allMatch(Delay::isNone);
    }

    /** Returns the delay of the worker of a scheduler. */
    public Delay workerOf(int scheduler) {
        return ownWorkers.getOrDefault(scheduler, worker);
    }

    /** Returns the same latency with other workers of their own. */
    public Latency withOwnWorkers(SortedMap<Integer, Delay> others) {
        return new Latency(worker, completion, client, seed, others);
    }

    /** Returns this latency made longer or shorter, all parts alike. */
    public Latency times(double factor) {
        SortedMap<Integer, Delay> scaled = new TreeMap<>();
        ownWorkers.forEach((scheduler, delay) -> scaled.put(scheduler, delay.times(factor)));
        return new Latency(worker.times(factor), completion.times(factor), client.times(factor), seed, scaled);
    }
}
