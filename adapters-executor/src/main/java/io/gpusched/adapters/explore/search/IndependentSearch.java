package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Interleaving;
import java.util.function.LongFunction;

/** Runs schedules that do not depend on how earlier ones went. */
public final class IndependentSearch implements Search {
    private final long most;
    private final LongFunction<Interleaving> interleavings;
    private final StateCountingInterleaving.Seen seen = new StateCountingInterleaving.Seen();
    private long number;

    private IndependentSearch(long most, LongFunction<Interleaving> interleavings) {
        this.most = most;
        this.interleavings = interleavings;
    }

    /** Runs one schedule, first in, first out. */
    public static IndependentSearch fifo() {
        return new IndependentSearch(1, number -> Interleaving.FIRST_IN_FIRST_OUT);
    }

    /** Runs schedules whose choices are random. */
    public static IndependentSearch random(long seed) {
        return new IndependentSearch(Long.MAX_VALUE, number -> new RandomInterleaving(Mix.step(seed, number)));
    }

    @Override
    public Interleaving next() {
        return new StateCountingInterleaving(interleavings.apply(number++), seen);
    }

    @Override
    public void ended(boolean known, int choices) {}

    @Override
    public boolean isDone() {
        return number >= most;
    }

    @Override
    public long states() {
        return seen.states();
    }
}
