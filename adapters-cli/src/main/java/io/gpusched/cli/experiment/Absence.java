package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.workload.SmallWorkloads;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policy;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Explores every small workload in every order on ordered queues; see {@link SmallWorkloads}.
 *
 * @param workloads how many workloads were explored
 * @param covered of how many of them every order was explored
 * @param schedules how many schedules were run
 * @param states how many different states were met, over all workloads
 * @param histories how many different histories there are, over all workloads; {@link Long#MAX_VALUE} if they are more
 * @param nanos how long it took
 * @param found the first thing that went wrong, if something did
 */
public record Absence(
        long workloads,
        long covered,
        long schedules,
        long states,
        long histories,
        long nanos,
        Optional<Exploration.Found> found) {
    private static final Exploration.Settings SETTINGS = new Exploration.Settings(
            Exploration.Promise.ORDERED,
            Exploration.Lateness.ALL,
            Exploration.Way.EXHAUSTIVE,
            1,
            1,
            Limits.NONE,
            Limits.NONE,
            false);

    /**
     * Explores the small workloads of one policy.
     *
     * @param every 1 for all of them, 2 for every other, and so on
     * @param progress told after each workload how many were explored
     */
    public static Absence of(Policy policy, int every, LongConsumer progress) {
        Sum sum = new Sum(every, progress);
        SmallWorkloads.forEach(policy, sum::add);
        return sum.total;
    }

    private static final class Sum {
        private final int every;
        private final LongConsumer progress;
        private long seen;
        private Absence total = new Absence(0, 0, 0, 0, 0, 0, Optional.empty());

        Sum(int every, LongConsumer progress) {
            this.every = every;
            this.progress = progress;
        }

        void add(Workload workload) {
            if (seen++ % every == 0 && total.found.isEmpty()) {
                total = total.plus(Exploration.of(workload, SETTINGS, schedules -> {}));
                progress.accept(total.workloads);
            }
        }
    }

    private Absence plus(Exploration one) {
        return new Absence(
                workloads + 1,
                covered + (one.covered() ? 1 : 0),
                schedules + one.schedules(),
                states + one.states(),
                histories > Long.MAX_VALUE - one.histories() ? Long.MAX_VALUE : histories + one.histories(),
                nanos + one.nanos(),
                one.found());
    }
}
