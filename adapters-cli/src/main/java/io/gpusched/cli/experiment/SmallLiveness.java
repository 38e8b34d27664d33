package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.liveness.Liveness;
import io.gpusched.adapters.explore.workload.SmallWorkloads;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.domain.order.Policy;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether every accepted job ends, for every small workload of a policy.
 *
 * @param workloads how many workloads there were
 * @param ending in how many of them every job ends, whatever the order
 * @param leftHanging in how many a job hangs and the driver leaves it there, since it says that nothing hangs or that the device is gone
 * @param open of how many not all states were looked at; no job was found in them that does not end
 * @param states how many states there are, over all workloads
 * @param found a job that never ends for another reason, if there is one
 */
public record SmallLiveness(
        long workloads, long ending, long leftHanging, long open, long states, Optional<LassoFinding> found) {
    /** Under policies that count GPU time, a job that is late has a state for each timeout, without end. */
    private static final int MOST_STATES = 20_000;

    /**
     * Decides for the small workloads of one policy.
     *
     * @param every 1 for all of them, 2 for every other, and so on
     * @param progress receives after each workload how many were looked at
     */
    public static SmallLiveness of(Policy policy, int every, LongConsumer progress) {
        Sum sum = new Sum(every, progress);
        SmallWorkloads.forEach(policy, sum::add);
        return new SmallLiveness(
                sum.workloads, sum.ending, sum.leftHanging, sum.open, sum.states, Optional.ofNullable(sum.found));
    }

    private static final class Sum {
        private final int every;
        private final LongConsumer progress;
        private long seen;
        private long workloads;
        private long ending;
        private long leftHanging;
        private long open;
        private long states;
        private @Nullable LassoFinding found;

        Sum(int every, LongConsumer progress) {
            this.every = every;
            this.progress = progress;
        }

        void add(Workload workload) {
            if (seen++ % every != 0 || found != null) {
                return;
            }
            Liveness liveness = WorkloadLiveness.decide(workload, MOST_STATES);
            workloads++;
            states += liveness.states();
            if (liveness.failure() != null) {
                throw new IllegalStateException(
                        "a step fails: " + liveness.failure().violation());
            }
            if (liveness.lasso() != null) {
                if (isLeftHanging(workload)) {
                    leftHanging++;
                } else {
                    found = WorkloadLiveness.of(workload, MOST_STATES).found().orElseThrow();
                }
            } else if (liveness.complete()) {
                ending++;
            } else {
                open++;
            }
            progress.accept(workloads);
        }

        private static boolean isLeftHanging(Workload workload) {
            OnTimeout answer = workload.schedulers().getFirst().onTimeout();
            return (answer == OnTimeout.NOHANG || answer == OnTimeout.ENODEV)
                    && workload.steps().stream()
                            .anyMatch(each -> each.step() instanceof Step.Push push
                                    && push.work().hangs() > 0);
        }
    }
}
