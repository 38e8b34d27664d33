package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.HistoryCount;
import io.gpusched.adapters.explore.hash.StateTable;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Options;

/**
 * Leaves the choice to another, and counts the states in which it is asked. Beyond some millions it counts no more. After choices that were
 * made before, the state is one that was counted before.
 */
final class CountedStates implements Interleaving {
    private final Interleaving chooser;
    private final Seen seen;

    /** What was met so far, over all schedules. */
    static final class Seen {
        private final HistoryCount beginnings = new HistoryCount();
        private final StateTable states = new StateTable();

        int states() {
            return states.size();
        }

        private void count(Options options) {
            if (beginnings.add(options.history())) {
                long[] state = options.state();
                if (states.find(state[0], state[1]) < 0) {
                    states.add(state[0], state[1]);
                }
            }
        }
    }

    CountedStates(Interleaving chooser, Seen seen) {
        this.chooser = chooser;
        this.seen = seen;
    }

    @Override
    public int choose(Options options) {
        seen.count(options);
        return chooser.choose(options);
    }
}
