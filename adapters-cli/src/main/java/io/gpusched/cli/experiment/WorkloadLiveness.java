package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.liveness.Lasso;
import io.gpusched.adapters.explore.liveness.Liveness;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.workload.Workload;
import java.util.Optional;

/**
 * Whether every accepted job of a workload ends.
 *
 * @param liveness what was decided
 * @param found how a job never ends, shrunk, if one does not
 */
public record WorkloadLiveness(Liveness liveness, Optional<LassoFinding> found) {
    /** The queues keep their order, and anything may be late. */
    public static final Guarantees GUARANTEES = new Guarantees(Queues.ORDERED, Lateness.ALL);

    private static final int SHRINKING_STEPS = 100;
    private static final int STATES_OF_SMALLER_ONES = 20_000;

    /**
     * Decides.
     *
     * @param workload on backends in virtual time
     * @param mostStates how many states to look at, at least 1
     */
    public static WorkloadLiveness of(Workload workload, int mostStates) {
        Liveness liveness = decide(workload, mostStates);
        return new WorkloadLiveness(
                liveness, Optional.ofNullable(liveness.lasso()).map(lasso -> shrunk(workload, lasso)));
    }

    static Liveness decide(Workload workload, int mostStates) {
        return Liveness.of(WorkloadExploration.scenario(workload), GUARANTEES, mostStates);
    }

    private static LassoFinding shrunk(Workload workload, Lasso lasso) {
        return NearestCase.of(workload)
                .map(nearest -> WorkloadShrinker.shrink(
                        nearest, each -> lasso(each, lasso).isPresent(), SHRINKING_STEPS))
                .flatMap(NearestCase::named)
                .flatMap(smallest -> lasso(smallest, lasso).map(found -> LassoFinding.of(smallest, GUARANTEES, found)))
                .orElseGet(() -> LassoFinding.of(workload, GUARANTEES, lasso));
    }

    /** Looks for a lasso of the same sort: one that goes on for ever, or one after which nothing can happen. */
    private static Optional<Lasso> lasso(Workload workload, Lasso like) {
        return Optional.ofNullable(decide(NearestCase.named(workload).orElse(workload), STATES_OF_SMALLER_ONES)
                        .lasso())
                .filter(found -> (found.loop().length() == 0) == (like.loop().length() == 0));
    }
}
