package io.gpusched.architecture.violation.adapters.virtualtime;

import java.util.Set;

/** Virtual time visits its queues in an order that changes with each start of Java. */
public final class TrustsTheOrderOfASet {
    Object queues() {
        return Set.of("submit", "timeout");
    }
}
