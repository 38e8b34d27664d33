package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.state.Fingerprint;
import io.gpusched.adapters.explore.state.StateWatch;

/** An interleaving that looks at the state of its schedule. */
public interface Observer extends Interleaving {
    /**
     * A schedule is about to begin.
     *
     * @param watch what is known about its jobs
     * @param fingerprint sums up its state
     */
    void begins(StateWatch watch, Fingerprint fingerprint);
}
