package io.gpusched.application.workload;

import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import java.util.List;

/**
 * What a trace does not tell and a replay has to know.
 *
 * @param policy the policy of all schedulers; {@link Fifo} unless said otherwise, the default of Linux
 * @param jobCredits credits of each job; 1 unless said otherwise
 * @param creditLimit the credit limit of all schedulers; {@link #AS_RECORDED} unless said otherwise
 * @param priorities the priorities of clients, of which the last that picks a client counts; normal unless said otherwise
 * @param pacings how clients decide when to submit, of which the last that picks a client counts; {@link Pacing#DETECTED} unless
 *     said otherwise
 * @param hardware how rings work; {@link RingKind#SERIAL} unless said otherwise
 */
public record ReplayOptions(
        Policy policy,
        int jobCredits,
        int creditLimit,
        List<PriorityRule> priorities,
        List<PacingRule> pacings,
        RingKind hardware) {
    /** The {@link #creditLimit} that gives each scheduler the most credits that were seen in flight on its ring. */
    public static final int AS_RECORDED = 0;

    /** All defaults. */
    public static final ReplayOptions DEFAULTS =
            new ReplayOptions(new Fifo(), 1, AS_RECORDED, List.of(), List.of(), RingKind.SERIAL);

    public ReplayOptions {
        priorities = List.copyOf(priorities);
        pacings = List.copyOf(pacings);
        if (jobCredits < 1) {
            throw new IllegalArgumentException("a job takes at least 1 credit, not " + jobCredits);
        }
        if (creditLimit < 0) {
            throw new IllegalArgumentException("a credit limit is not negative, as " + creditLimit + " is");
        }
    }

    /** Returns these options with another policy. */
    public ReplayOptions with(Policy other) {
        return new ReplayOptions(other, jobCredits, creditLimit, priorities, pacings, hardware);
    }

    /** Returns these options with another credit limit. */
    public ReplayOptions withCreditLimit(int other) {
        return new ReplayOptions(policy, jobCredits, other, priorities, pacings, hardware);
    }

    /** Returns these options with other pacings. */
    public ReplayOptions withPacings(List<PacingRule> others) {
        return new ReplayOptions(policy, jobCredits, creditLimit, priorities, others, hardware);
    }

    /** Returns these options with other priorities. */
    public ReplayOptions withPriorities(List<PriorityRule> others) {
        return new ReplayOptions(policy, jobCredits, creditLimit, others, pacings, hardware);
    }

    /** Returns these options with another kind of ring. */
    public ReplayOptions with(RingKind other) {
        return new ReplayOptions(policy, jobCredits, creditLimit, priorities, pacings, other);
    }

    /** Some clients' priority. */
    public record PriorityRule(ClientSelector clients, Priority priority) {}

    /** Some clients' pacing. */
    public record PacingRule(ClientSelector clients, Pacing pacing) {}

    /** How a client decides when to submit. */
    public enum Pacing {
        /** Open or closed, by what the client did; see {@link Replay}. */
        DETECTED,
        /** At the times that were recorded, whatever becomes of its jobs: it follows a clock, such as the display's. */
        OPEN,
        /**
         * A job that was queued after the one before it was done is queued as long after that one's end as it was then; a job that was
         * queued earlier, as long after the one before it was queued.
         */
        CLOSED
    }
}
