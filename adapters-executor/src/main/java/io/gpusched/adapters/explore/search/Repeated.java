package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Interleaving;
import java.util.function.LongFunction;

/** Schedules that have nothing to do with each other. */
public final class Repeated implements Search {
    private final long most;
    private final LongFunction<Interleaving> kind;
    private final CountedStates.Seen seen = new CountedStates.Seen();
    private long number;

    /** Runs one schedule, first in, first out. */
    public static Repeated fifo() {
        return new Repeated(1, number -> Interleaving.FIRST_IN_FIRST_OUT);
    }

    /** Runs schedules whose choices all have the same chance. */
    public static Repeated random(long seed) {
        return new Repeated(Long.MAX_VALUE, number -> new SeededRandom(Mix.step(seed, number)));
    }

    private Repeated(long most, LongFunction<Interleaving> kind) {
        this.most = most;
        this.kind = kind;
    }

    @Override
    public Interleaving next() {
        return new CountedStates(kind.apply(number++), seen);
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
