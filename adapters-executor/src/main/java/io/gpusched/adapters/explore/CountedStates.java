package io.gpusched.adapters.explore;

/** Leaves the choice to another, and counts the states in which it is asked. Beyond some millions it counts no more. */
final class CountedStates implements Interleaving {
    private static final int MOST = 1 << 22;

    private final Interleaving chooser;
    private final StateTable seen;

    CountedStates(Interleaving chooser, StateTable seen) {
        this.chooser = chooser;
        this.seen = seen;
    }

    @Override
    public int choose(Options options) {
        if (seen.size() < MOST) {
            long[] state = options.state();
            if (seen.find(state[0], state[1]) < 0) {
                seen.add(state[0], state[1]);
            }
        }
        return chooser.choose(options);
    }
}
