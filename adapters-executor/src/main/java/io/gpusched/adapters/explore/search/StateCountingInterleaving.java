package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.DistinctHashes;
import io.gpusched.adapters.explore.hash.StateTable;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Interleaving;

/**
 * Lets another interleaving choose, and counts the states in which it chooses. A state that follows choices which were all made before was
 * counted before, so its fingerprint is not computed again.
 */
final class StateCountingInterleaving implements Interleaving {
    private final Interleaving chooser;
    private final Seen seen;

    /** The states that all schedules of a search have met. Beyond some millions it counts no more. */
    static final class Seen {
        private final DistinctHashes beginnings = new DistinctHashes();
        private final StateTable states = new StateTable();

        int states() {
            return states.size();
        }

        private void count(ChoicePoint point) {
            if (beginnings.add(point.history())) {
                long[] state = point.state();
                if (states.find(state[0], state[1]) < 0) {
                    states.add(state[0], state[1]);
                }
            }
        }
    }

    StateCountingInterleaving(Interleaving chooser, Seen seen) {
        this.chooser = chooser;
        this.seen = seen;
    }

    @Override
    public int choose(ChoicePoint point) {
        seen.count(point);
        return chooser.choose(point);
    }
}
