package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.liveness.Rivals;
import io.gpusched.adapters.explore.liveness.WaitBound;
import io.gpusched.domain.order.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long a client waits under a policy, whoever competes with it.
 *
 * @param service what was decided
 * @param found how it starves, if it does
 */
public record ServiceBounds(WaitBound service, Optional<LassoFinding> found) {
    private static final int MOST_STATES = 100_000;

    /** Decides for each kind of competition. */
    public static List<ServiceBounds> of(Policy policy) {
        List<ServiceBounds> all = new ArrayList<>();
        for (Rivals.Others others : Rivals.Others.values()) {
            WaitBound service = WaitBound.of(new Rivals(policy, others, 1), MOST_STATES);
            all.add(new ServiceBounds(
                    service,
                    Optional.ofNullable(service.lasso()).map(lasso -> LassoFinding.of(service.rivals(), lasso))));
        }
        return all;
    }
}
