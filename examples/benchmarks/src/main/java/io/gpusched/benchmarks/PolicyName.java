package io.gpusched.benchmarks;

import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;

/** The policies, by the names that case files and the command line use. */
public enum PolicyName {
    /** Turns. */
    rr,
    /** The oldest job first. */
    fifo,
    /** The least virtual run time first. */
    fair;

    /** Returns the policy; only then is its class loaded. */
    Policy policy() {
        return switch (this) {
            case rr -> new RoundRobin();
            case fifo -> new Fifo();
            case fair -> new Fair();
        };
    }
}
