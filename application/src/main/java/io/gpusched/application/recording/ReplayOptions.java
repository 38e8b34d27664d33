package io.gpusched.application.recording;

import io.gpusched.application.recording.Recording.RecordedClient;
import io.gpusched.application.recording.Recording.RecordedRing;
import io.gpusched.application.workload.LatencyChange;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import java.util.List;

/**
 * The options of a replay: facts that it needs and a trace does not hold.
 *
 * @param policy the policy of all schedulers; {@link Fifo} unless said otherwise, the default of Linux
 * @param jobCredits the credits of clients' jobs; the last rule that picks a client counts, and 1 is the default
 * @param creditLimit the credit limit of all schedulers; {@link #AS_RECORDED} unless said otherwise
 * @param priorities the priorities of clients; the last rule that picks a client counts, and normal is the default
 * @param pacings how clients decide when to submit; the last rule that picks a client counts, and {@link Pacing#DETECTED} is the
 *     default
 * @param hardware how rings work; the last rule that picks a ring counts, and {@link RingKind#SERIAL} is the default
 * @param latency what to change of the latency that the recording shows
 * @param pinned whether each job goes to the ring that it was recorded on, or to the one that the load balancer chooses
 */
public record ReplayOptions(
        Policy policy,
        List<CreditsRule> jobCredits,
        int creditLimit,
        List<PriorityRule> priorities,
        List<PacingRule> pacings,
        List<HardwareRule> hardware,
        LatencyChange latency,
        boolean pinned) {
    /** The {@link #creditLimit} that gives each scheduler the most credits that were seen in flight on its ring. */
    public static final int AS_RECORDED = 0;

    /** All defaults. */
    public static final ReplayOptions DEFAULTS = new ReplayOptions(
            Policies.DEFAULT, List.of(), AS_RECORDED, List.of(), List.of(), List.of(), LatencyChange.NOTHING, false);

    public ReplayOptions {
        jobCredits = List.copyOf(jobCredits);
        priorities = List.copyOf(priorities);
        pacings = List.copyOf(pacings);
        hardware = List.copyOf(hardware);
        if (creditLimit < 0) {
            throw new IllegalArgumentException("a credit limit is not negative, as " + creditLimit + " is");
        }
    }

    /** Returns these options with another policy. */
    public ReplayOptions with(Policy other) {
        return new ReplayOptions(other, jobCredits, creditLimit, priorities, pacings, hardware, latency, pinned);
    }

    /** Returns these options with another credit limit. */
    public ReplayOptions withCreditLimit(int other) {
        return new ReplayOptions(policy, jobCredits, other, priorities, pacings, hardware, latency, pinned);
    }

    /** Returns these options with other pacings. */
    public ReplayOptions withPacings(List<PacingRule> others) {
        return new ReplayOptions(policy, jobCredits, creditLimit, priorities, others, hardware, latency, pinned);
    }

    /** Returns these options with other priorities. */
    public ReplayOptions withPriorities(List<PriorityRule> others) {
        return new ReplayOptions(policy, jobCredits, creditLimit, others, pacings, hardware, latency, pinned);
    }

    /** Returns these options with one kind of hardware under all rings. */
    public ReplayOptions with(RingKind other) {
        List<HardwareRule> all = List.of(new HardwareRule(new RingSelector.All(), other));
        return new ReplayOptions(policy, jobCredits, creditLimit, priorities, pacings, all, latency, pinned);
    }

    /** Returns these options with another change of the latency. */
    public ReplayOptions withLatency(LatencyChange other) {
        return new ReplayOptions(policy, jobCredits, creditLimit, priorities, pacings, hardware, other, pinned);
    }

    /** Returns these options with each job on the ring that it was recorded on, or not. */
    public ReplayOptions withPinned(boolean other) {
        return new ReplayOptions(policy, jobCredits, creditLimit, priorities, pacings, hardware, latency, other);
    }

    /** Returns the priority of a client. */
    public Priority priorityOf(RecordedClient client) {
        Priority last = Priority.NORMAL;
        for (PriorityRule rule : priorities) {
            last = rule.clients().picks(client) ? rule.priority() : last;
        }
        return last;
    }

    /** Returns the credits that each job of a client takes. */
    int jobCreditsOf(RecordedClient client) {
        int last = 1;
        for (CreditsRule rule : jobCredits) {
            last = rule.clients().picks(client) ? rule.credits() : last;
        }
        return last;
    }

    /** Returns the pacing of a client. */
    Pacing pacingOf(RecordedClient client) {
        Pacing last = Pacing.DETECTED;
        for (PacingRule rule : pacings) {
            last = rule.clients().picks(client) ? rule.pacing() : last;
        }
        return last;
    }

    /** Returns how a ring works. */
    public RingKind hardwareOf(RecordedRing ring) {
        RingKind last = RingKind.SERIAL;
        for (HardwareRule rule : hardware) {
            last = rule.rings().picks(ring) ? rule.kind() : last;
        }
        return last;
    }

    /** The credits of each of some clients' jobs. */
    public record CreditsRule(ClientSelector clients, int credits) {
        public CreditsRule {
            if (credits < 1) {
                throw new IllegalArgumentException("a job takes at least 1 credit, not " + credits);
            }
        }
    }

    /** How some rings work. */
    public record HardwareRule(RingSelector rings, RingKind kind) {}

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
         * A job that was queued after the end of what its client waits for is queued as long after that end as it was then; a job that
         * was queued earlier, as long after the one before it was queued.
         */
        CLOSED
    }
}
