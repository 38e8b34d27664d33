package io.gpusched.cli.duel;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.domain.order.Policy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two policies on the same workload.
 *
 * @param first the policy that is asked about
 * @param second the policy that it is compared with
 * @param measure what is compared
 */
public record Duel(Policy first, Policy second, DuelMeasure measure) {
    /**
     * How a client fares in both runs.
     *
     * @param client its name
     * @param underFirst its measure under the first policy; the more, the worse
     * @param underSecond its measure under the second policy
     */
    public record Fortune(String client, double underFirst, double underSecond) {
        /** Returns how many times as bad the first policy is; below 1 if it is better. */
        public double factor() {
            return underSecond <= 0 ? 0 : underFirst / underSecond;
        }
    }

    /**
     * A job that ran before another under the first policy, and after it under the second.
     *
     * @param job the job that went first under the first policy
     * @param client whose it was
     * @param queuedNanos when it was queued
     * @param key the key of its entity when it was selected; null where nobody knows
     */
    public record Passer(
            long job,
            String client,
            long queuedNanos,
            @Nullable Long key) {}

    /**
     * The job of the loser that was passed by the most work, and what passed it.
     *
     * @param job its id
     * @param queuedNanos when it was queued
     * @param key the key of its entity when it was selected at last; null where nobody knows
     * @param passers the jobs that went first, in their order
     */
    public record Passed(
            long job, long queuedNanos, @Nullable Long key, List<Passer> passers) {
        public Passed {
            passers = List.copyOf(passers);
        }
    }

    /**
     * What came of it.
     *
     * @param clients every client, in the order of the workload
     * @param loser the one for whom the first policy is worse by the largest factor
     * @param family by what kind of decisions it loses
     * @param passed the job that shows it; null if no job was passed
     */
    public record Result(
            List<Fortune> clients,
            Fortune loser,
            Family family,
            @Nullable Passed passed) {
        public Result {
            clients = List.copyOf(clients);
        }

        /** Returns how many times as bad the first policy is for the loser. */
        public double factor() {
            return loser.factor();
        }
    }

    /** Plays a workload under both policies. Returns null if it has no jobs. */
    public @Nullable Result of(Workload workload) {
        DuelRun a = DuelRun.of(workload, first);
        DuelRun b = DuelRun.of(workload, second);
        List<Fortune> clients = workload.clients().stream()
                .distinct()
                .filter(name -> a.jobs().stream().anyMatch(job -> a.client(job).equals(name)))
                .map(name -> new Fortune(name, a.of(measure, name), b.of(measure, name)))
                .toList();
        @Nullable Fortune loser = null;
        for (Fortune each : clients) {
            loser = loser == null || each.factor() > loser.factor() ? each : loser;
        }
        return loser == null ? null : new Decisions(workload, a, b, loser.client()).result(clients, loser);
    }

    /** The decisions that the two runs made differently, seen from the loser. */
    private static final class Decisions {
        private final List<EntityLine> entities;
        private final DuelRun a;
        private final DuelRun b;
        private final String loser;
        private final Map<Family, Long> weights = new EnumMap<>(Family.class);
        private @Nullable DuelJob mostPassed;
        private long mostNanos;

        Decisions(Workload workload, DuelRun a, DuelRun b, String loser) {
            this.entities = workload.entities();
            this.a = a;
            this.b = b;
            this.loser = loser;
        }

        Result result(List<Fortune> clients, Fortune worst) {
            for (DuelJob job : a.jobs()) {
                if (a.client(job).equals(loser)) {
                    weigh(job);
                }
            }
            Family family = Family.KNOCK_ON;
            long most = 0;
            for (Map.Entry<Family, Long> each : weights.entrySet()) {
                if (each.getValue() > most) {
                    most = each.getValue();
                    family = each.getKey();
                }
            }
            return new Result(clients, worst, family, mostPassed == null ? null : passed(mostPassed));
        }

        private void weigh(DuelJob job) {
            long nanos = 0;
            for (DuelJob other : passing(job)) {
                weights.merge(family(other, job), other.runningNanos(), Long::sum);
                nanos += other.runningNanos();
            }
            if (nanos > mostNanos) {
                mostNanos = nanos;
                mostPassed = job;
            }
        }

        /**
         * Returns the jobs that are no part of the same frame and were preferred here to one that waited, although they ran later there, in the order
         * in which they ran. All that ran while it waited are next to each other in that order.
         */
        private List<DuelJob> passing(DuelJob job) {
            DuelJob jobThere = b.twin(job);
            List<DuelJob> passing = new ArrayList<>();
            List<DuelJob> ran = a.inRunOrder();
            int i = Math.min(job.runOrder, ran.size()) - 1;
            while (jobThere != null && i >= 0 && ran.get(i).queuedBeforeRun > job.queueOrder) {
                DuelJob other = ran.get(i);
                DuelJob otherThere = b.twin(other);
                if (otherThere != null && otherThere.runOrder > jobThere.runOrder && !a.areOneFrame(other, job)) {
                    passing.add(other);
                }
                i--;
            }
            return passing.reversed();
        }

        private Family family(DuelJob other, DuelJob job) {
            int urgency = Integer.compare(level(other), level(job));
            if (urgency != 0) {
                return urgency < 0 ? Family.URGENCY : Family.LENIENCY;
            }
            if (other.queueOrder > job.queueOrder) {
                return other.entityWasIdle ? Family.NEWCOMERS : Family.TAKING_TURNS;
            }
            return other.entityWasIdle ? Family.FIRST_COME : Family.BACKLOG;
        }

        private int level(DuelJob job) {
            return entities.get(job.entity).priority().level();
        }

        private Passed passed(DuelJob job) {
            List<Passer> passers = passing(job).stream()
                    .map(other -> new Passer(other.id, a.client(other), other.queuedNanos, key(other)))
                    .toList();
            return new Passed(job.id, job.queuedNanos, key(job), passers);
        }

        private static @Nullable Long key(DuelJob job) {
            return job.place == null ? null : job.place.key();
        }
    }
}
