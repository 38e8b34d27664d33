package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.rules.violation.Rule;

/** What must happen sooner or later. */
public enum Promise {
    /** Every job that was accepted ends. Clients do what they have to do. */
    EVERY_JOB_ENDS,
    /** The first entity is served while others come and go as they like. */
    FIRST_IS_SERVED;

    /** Returns the promise as a rule. */
    public Rule rule() {
        return switch (this) {
            case EVERY_JOB_ENDS -> ExplorationRules.EVERY_JOB_ENDS;
            case FIRST_IS_SERVED -> ExplorationRules.FIRST_IS_SERVED;
        };
    }

    /** Tells whether clients that can act do so sooner or later. */
    boolean clientsAreFair() {
        return this == EVERY_JOB_ENDS;
    }
}
