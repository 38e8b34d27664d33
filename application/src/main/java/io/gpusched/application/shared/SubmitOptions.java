package io.gpusched.application.shared;

import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The options of one submission. A value; each method makes another one.
 *
 * <p>A dependency is a fence that the job waits for: of a ticket the scheduled or the finished fence of its job, of a stage one that is made
 * for it. It says when a job may start, not whether: it waits for the other one's end, however that ends, as in Linux. Who does not
 * want the second job without the first submits it when the first has finished.
 *
 * @param credits how much of the hardware the job takes up, at least 1; more than the ring has is cut down to that
 * @param dependencies what the job waits for
 * @param startLimitNanos how long it may wait for all of that and for its turn, in nanoseconds, at least 1, or {@link Nanos#NO_LIMIT}
 * @param estimateNanos how long it is expected to take, in nanoseconds, at least 1, or {@link #NO_ESTIMATE}; under {@link
 *     io.gpusched.domain.order.StartTimeFair} its entity is charged that when the job starts, and what it really took when it ends
 * @param priority its urgency, or null for that of its entity; under {@link io.gpusched.domain.order.StartTimeFair} it counts once the job is the
 *     first of its entity
 * @param deadlineNanos until when it should have finished, in nanoseconds from when the writer takes it in, at least 1, or {@link Nanos#NO_LIMIT};
 *     the hardware and the policy learn it, see {@link io.gpusched.application.port.Hardware#deadline}, and nothing is given up because of it
 * @param tag something for a policy of one's own to look at, see {@link io.gpusched.domain.order.Candidate#tag}, or null
 */
public record SubmitOptions(
        int credits,
        List<Dependency> dependencies,
        long startLimitNanos,
        long estimateNanos,
        @Nullable Priority priority,
        long deadlineNanos,
        @Nullable Object tag) {
    /** The {@link #estimateNanos} of a job whose duration nobody has estimated. */
    public static final long NO_ESTIMATE = 0;

    /** What a job may wait for. */
    public sealed interface Dependency {
        /**
         * The end of another job of the same device, whatever it is.
         *
         * @param ticket that job's
         */
        record Finished(Ticket ticket) implements Dependency {
            public Finished {
                Objects.requireNonNull(ticket, "a dependency on a job needs its ticket");
            }
        }

        /**
         * That another job of the same device has gone to the hardware, or never will.
         *
         * @param ticket that job's
         */
        record Started(Ticket ticket) implements Dependency {
            public Started {
                Objects.requireNonNull(ticket, "a dependency on a job needs its ticket");
            }
        }

        /**
         * The end of anything else.
         *
         * @param end completes then, with whatever
         */
        record Completed(CompletableFuture<?> end) implements Dependency {}
    }

    public SubmitOptions {
        dependencies = List.copyOf(dependencies);
        if (credits < 1) {
            throw new IllegalArgumentException("a job takes at least 1 credit, not " + credits);
        }
        if (startLimitNanos < 1) {
            throw new IllegalArgumentException("a job may wait at least 1 ns, not " + startLimitNanos);
        }
        if (estimateNanos < 0) {
            throw new IllegalArgumentException("a job takes some time, and not " + estimateNanos + " ns");
        }
        if (deadlineNanos < 1) {
            throw new IllegalArgumentException("a deadline is at least 1 ns ahead, not " + deadlineNanos);
        }
    }

    /** Options of a job of one credit that waits for nothing. */
    public static SubmitOptions none() {
        return new SubmitOptions(1, List.of(), Nanos.NO_LIMIT, NO_ESTIMATE, null, Nanos.NO_LIMIT, null);
    }

    /** Changes how much of the hardware the job takes up. */
    public SubmitOptions credits(int changed) {
        return new SubmitOptions(changed, dependencies, startLimitNanos, estimateNanos, priority, deadlineNanos, tag);
    }

    /** Has the job wait until another one has finished. */
    public SubmitOptions after(Ticket ticket) {
        return with(new Dependency.Finished(ticket));
    }

    /** Has the job wait until a call of the same device has finished. */
    public SubmitOptions after(Call<?> call) {
        return after((Ticket) call);
    }

    /** Has the job wait until another one was given to the hardware. */
    public SubmitOptions afterStart(Ticket ticket) {
        return with(new Dependency.Started(ticket));
    }

    /** Has the job wait until a stage has completed, with whatever: somebody else's answer, or the ticket of another device. */
    public SubmitOptions after(CompletionStage<?> stage) {
        // Asked here, and not on the writer: what somebody else's stage does or throws is the caller's business.
        CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        CompletionStage<?> _ = stage.whenComplete((result, failure) -> end.complete(null));
        return with(new Dependency.Completed(end));
    }

    /**
     * Gives the job up, with {@link io.gpusched.domain.fence.Errno#ETIME}, if it has not started by then. It learns that at that time,
     * whatever is running, and never runs.
     *
     * @param limit from when the writer takes the job in
     */
    public SubmitOptions startWithin(Duration limit) {
        return new SubmitOptions(
                credits, dependencies, Limit.nanos(limit), estimateNanos, priority, deadlineNanos, tag);
    }

    /**
     * Says how long the job is expected to take: its cost for the share of its entity until the job has ended.
     *
     * @param expected at least 1 ns
     */
    public SubmitOptions cost(Duration expected) {
        return new SubmitOptions(
                credits, dependencies, startLimitNanos, Limit.nanos(expected), priority, deadlineNanos, tag);
    }

    /** Gives the job an urgency of its own. */
    public SubmitOptions priority(Priority changed) {
        return new SubmitOptions(credits, dependencies, startLimitNanos, estimateNanos, changed, deadlineNanos, tag);
    }

    /**
     * Says until when the job should have finished.
     *
     * @param ahead from when the writer takes it in, at least 1 ns
     */
    public SubmitOptions deadline(Duration ahead) {
        return new SubmitOptions(
                credits, dependencies, startLimitNanos, estimateNanos, priority, Limit.nanos(ahead), tag);
    }

    /**
     * Attaches something to the job for a policy of one's own to look at.
     *
     * @param attached read on the writer, so it should not change
     */
    public SubmitOptions tag(Object attached) {
        return new SubmitOptions(
                credits, dependencies, startLimitNanos, estimateNanos, priority, deadlineNanos, attached);
    }

    private SubmitOptions with(Dependency added) {
        List<Dependency> all = new ArrayList<>(dependencies);
        all.add(added);
        return new SubmitOptions(credits, all, startLimitNanos, estimateNanos, priority, deadlineNanos, tag);
    }
}
