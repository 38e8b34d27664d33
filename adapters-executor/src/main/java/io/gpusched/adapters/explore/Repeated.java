package io.gpusched.adapters.explore;

import java.util.function.LongFunction;

/** Schedules that have nothing to do with each other. */
final class Repeated implements Search {
    private final long most;
    private final LongFunction<Interleaving> kind;
    private final CountedStates.Seen seen = new CountedStates.Seen();
    private long number;

    Repeated(long most, LongFunction<Interleaving> kind) {
        this.most = most;
        this.kind = kind;
    }

    @Override
    public Interleaving next() {
        return new CountedStates(kind.apply(number++), seen);
    }

    @Override
    public void ended(Outcome outcome) {}

    @Override
    public boolean isDone() {
        return number >= most;
    }

    @Override
    public long states() {
        return seen.states();
    }
}
