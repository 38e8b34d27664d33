package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.workload.SmallWorkloads;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policy;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The result of exploring every small workload in every order on ordered queues, where everything may be late; see {@link SmallWorkloads}.
 *
 * @param workloads how many workloads were explored
 * @param covered for how many workloads every order was explored
 * @param schedules how many schedules were run
 * @param states how many different states were met, over all workloads
 * @param histories how many different histories there are, over all workloads; {@link Long#MAX_VALUE} if there are more
 * @param nanos how long the exploration took, in nanoseconds
 * @param found the first order that broke a rule, if one did
 */
public record SmallExploration(
        long workloads,
        long covered,
        long schedules,
        long states,
        long histories,
        long nanos,
        Optional<ReplayableFinding> found) {
    private static final Guarantees GUARANTEES = new Guarantees(Queues.ORDERED, Lateness.ALL);

    /**
     * Explores the small workloads of one policy.
     *
     * @param every 1 for all of them, 2 for every other, and so on
     * @param first which of them is the first, counted from 0 and less than {@code every}: so many parts together are all workloads
     * @param progress receives after each workload how many were explored
     */
    public static SmallExploration of(Policy policy, int every, int first, LongConsumer progress) {
        Sum sum = new Sum(every, first, progress);
        SmallWorkloads.forEach(policy, sum::add);
        return sum.total;
    }

    private static final class Sum {
        private final int every;
        private final int first;
        private final LongConsumer progress;
        private long seen;
        private SmallExploration total = new SmallExploration(0, 0, 0, 0, 0, 0, Optional.empty());

        Sum(int every, int first, LongConsumer progress) {
            this.every = every;
            this.first = first;
            this.progress = progress;
        }

        void add(Workload workload) {
            if (seen++ % every == first && total.found.isEmpty()) {
                total = total.plus(WorkloadExploration.of(
                        workload,
                        GUARANTEES,
                        SearchSettings.exhaustive(),
                        Limits.ofSchedules(Limits.NO_LIMIT),
                        schedules -> {}));
                progress.accept(total.workloads);
            }
        }
    }

    private SmallExploration plus(WorkloadExploration one) {
        Report report = one.report();
        return new SmallExploration(
                workloads + 1,
                covered + (report.covered() ? 1 : 0),
                schedules + report.schedules(),
                states + report.states(),
                histories > Long.MAX_VALUE - report.histories() ? Long.MAX_VALUE : histories + report.histories(),
                nanos + report.nanos(),
                one.found());
    }
}
