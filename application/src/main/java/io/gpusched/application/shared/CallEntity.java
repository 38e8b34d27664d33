package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client of a ring of a function: it calls the function, and takes the ring's credits in the shapes that programs have: permits, decorators,
 * an executor service, a processor of a flow. All shapes of one entity stand in one queue, and all entities of the ring share its credits.
 *
 * <p>Methods may be called from any thread. Those that say so block the calling thread until the entity has its turn; they throw an {@link
 * IllegalStateException} on the writer, which would wait for itself, and park a virtual thread without its carrier.
 *
 * @param <P> what the function is called with
 * @param <R> what it answers
 */
public final class CallEntity<P, R extends @Nullable Object> extends SharedEntity<P> {
    CallEntity(SharedDevice device, EntityOnWriter client) {
        super(device, client);
    }

    /** Calls the function when it is this entity's turn. Never waits; a refusal is the failure of the call. */
    public Call<R> call(P argument) {
        return call(argument, null);
    }

    /**
     * Calls the function when it is this entity's turn. Never waits; a refusal is the failure of the call.
     *
     * @param options what the job is to be like; null is the same as none
     */
    public Call<R> call(P argument, @Nullable SubmitOptions options) {
        return EntityCall.of(this, argument, options);
    }

    /**
     * Takes a credit, as {@link java.util.concurrent.Semaphore} does, in this entity's turn. Blocks.
     *
     * <pre>
     * try (Permit permit = entity.acquire(Duration.ofSeconds(1))) {
     *     backend.ask();
     * }
     * </pre>
     *
     * @param limit how long to wait at most
     * @throws JobRefused if the queue is full, or the entity or the device was closed
     * @throws JobFailed with {@link io.gpusched.domain.fence.Errno#ETIME} if the limit was over first
     * @throws InterruptedException if the thread was interrupted; then it has no credit, and no place in the queue
     */
    public Permit acquire(Duration limit) throws InterruptedException {
        PermitJob job = new PermitJob(client().onWriter().callbacks());
        SubmittedJob ticket = submit(job, SubmitOptions.none().startWithin(atLeastOne(limit)));
        WriterStage<Permit> granted = job.granted();
        try {
            return granted.get();
        } catch (InterruptedException | IllegalStateException stopped) {
            ticket.cancel();
            granted.tell((permit, failure) -> {
                if (permit != null) {
                    permit.close();
                }
            });
            throw stopped;
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        return failed.getCause() instanceof JobException reason ? reason : new IllegalStateException(failed.getCause());
    }

    private static Duration atLeastOne(Duration limit) {
        return limit.isZero() ? Duration.ofNanos(1) : limit;
    }

    /**
     * Takes credits in this entity's turn. Never waits.
     *
     * @param options how many credits, how long to wait at most, and what for
     * @return completes with the permit, which must be closed; fails with a {@link JobException}
     */
    public CompletionStage<Permit> acquireLater(SubmitOptions options) {
        PermitJob job = new PermitJob(client().onWriter().callbacks());
        try {
            submit(job, options);
        } catch (JobRefused refusal) {
            job.ended(refusal);
        }
        return job.granted();
    }

    private SubmittedJob submit(PermitJob job, SubmitOptions options) {
        SubmittedJob ticket = submitOwn(job, options).getOrElseThrow(JobRefused::new);
        ticket.stage().tell((over, failure) -> job.ended(failure));
        return ticket;
    }

    /**
     * Returns an executor service whose tasks run in this entity's turns; see {@link EntityExecutor} for what its methods mean. Shutting it
     * down leaves the entity open.
     *
     * @param threads runs the tasks; must have a thread for each credit of the ring, as an executor of virtual threads has
     */
    public ExecutorService asExecutor(Executor threads) {
        return new EntityExecutor(this, threads);
    }

    /** Returns an executor service whose tasks run in this entity's turns, each on a virtual thread of its own. */
    public ExecutorService asExecutor() {
        return asExecutor(task -> Thread.ofVirtual().name(name()).start(task));
    }

    /**
     * Returns a callable that first takes a credit, and gives it back when it has returned or thrown. It blocks.
     *
     * @param limit how long it waits at most; then it throws {@link JobFailed}
     */
    public <T extends @Nullable Object> Callable<T> decorateCallable(Callable<T> callable, Duration limit) {
        return () -> {
            try (Permit _ = acquire(limit)) {
                return callable.call();
            }
        };
    }

    /**
     * Returns a supplier that first takes a credit, and gives it back when it has returned or thrown. It blocks. If its thread is interrupted
     * while it waits, it throws {@link JobRefused}, and the thread is interrupted again.
     *
     * @param limit how long it waits at most; then it throws {@link JobFailed}
     */
    public <T extends @Nullable Object> Supplier<T> decorateSupplier(Supplier<T> supplier, Duration limit) {
        return () -> {
            try (Permit _ = acquireUnlessInterrupted(limit)) {
                return supplier.get();
            }
        };
    }

    /** Returns a runnable as {@link #decorateSupplier} does. */
    public Runnable decorateRunnable(Runnable runnable, Duration limit) {
        return () -> {
            try (Permit _ = acquireUnlessInterrupted(limit)) {
                runnable.run();
            }
        };
    }

    private Permit acquireUnlessInterrupted(Duration limit) {
        try {
            return acquire(limit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new JobRefused(new Rejection.Interrupted(name()));
        }
    }

    /**
     * Returns a supplier of stages that first waits for a credit, without blocking, and gives it back when its stage has completed. What the
     * stage fails with is passed on, and so is a {@link JobException}.
     */
    public <T extends @Nullable Object> Supplier<CompletionStage<T>> decorateCompletionStage(
            Supplier<? extends CompletionStage<T>> supplier) {
        return () -> {
            CompletionStage<T> answer =
                    acquireLater(SubmitOptions.none()).thenCompose(permit -> begin(supplier, permit));
            return answer;
        };
    }

    private static <T extends @Nullable Object> CompletionStage<T> begin(
            Supplier<? extends CompletionStage<T>> supplier, Permit permit) {
        try {
            return supplier.get().whenComplete((result, failure) -> permit.close());
        } catch (RuntimeException | Error thrown) {
            permit.close();
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /**
     * Returns a processor that calls the function for each item and passes the answers on, in the order of the items. It takes one subscriber.
     * The first failure of a call ends it.
     *
     * @param inFlight how many items it asks for at once, at least 1
     */
    public Flow.Processor<P, R> processor(int inFlight) {
        return new EntityFlow<>(this, inFlight);
    }
}
