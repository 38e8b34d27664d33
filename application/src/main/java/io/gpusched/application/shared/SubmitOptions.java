package io.gpusched.application.shared;

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
 */
public record SubmitOptions(int credits, List<Dependency> dependencies, long startLimitNanos) {
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
    }

    /** Options of a job of one credit that waits for nothing. */
    public static SubmitOptions none() {
        return new SubmitOptions(1, List.of(), Nanos.NO_LIMIT);
    }

    /** Changes how much of the hardware the job takes up. */
    public SubmitOptions credits(int changed) {
        return new SubmitOptions(changed, dependencies, startLimitNanos);
    }

    /** Has the job wait until another one has finished. */
    public SubmitOptions after(Ticket ticket) {
        return with(new Dependency.Finished(ticket));
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
        return new SubmitOptions(credits, dependencies, Limit.nanos(limit));
    }

    private SubmitOptions with(Dependency added) {
        List<Dependency> all = new ArrayList<>(dependencies);
        all.add(added);
        return new SubmitOptions(credits, all, startLimitNanos);
    }
}
