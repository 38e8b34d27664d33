package io.gpusched.adapters.executor;

import io.gpusched.application.port.Writer;
import io.gpusched.domain.time.Nanos;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Runs something on a live writer until nothing is left to do, no work queued and no timer armed, or until a time has come; then ends the
 * writer. For programs that play to an end; a service has its writer for as long as it lives.
 *
 * @param <T> what comes of it
 */
public final class UntilQuiet<T> {
    private static final int STEPS_PER_TURN = 64;
    private final CompletableFuture<T> finished = new CompletableFuture<>();
    private final long untilNanos;
    private final Function<Writer, LongFunction<T>> begin;
    private final BooleanSupplier isBusy;

    /**
     * Prepares a run.
     *
     * @param untilNanos when it ends at the latest, on the writer's clock; {@link Nanos#NEVER} for no end
     * @param begin begins it, on the writer that it is given; what it returns is called once, on the writer,
     *     at the end, with the time in nanoseconds
     */
    public UntilQuiet(long untilNanos, Function<Writer, LongFunction<T>> begin) {
        this(untilNanos, begin, () -> false);
    }

    /**
     * Prepares a run in which something beyond the writer works, too.
     *
     * @param untilNanos when it ends at the latest, on the writer's clock; {@link Nanos#NEVER} for no end
     * @param begin as above
     * @param isBusy tells whether that something still works, and will post a step when it is done; called on the writer
     */
    public UntilQuiet(long untilNanos, Function<Writer, LongFunction<T>> begin, BooleanSupplier isBusy) {
        this.untilNanos = untilNanos;
        this.begin = begin;
        this.isBusy = isBusy;
    }

    /** Starts a writer, given what is called if a step fails. */
    @FunctionalInterface
    public interface Start {
        /** Starts the writer. */
        LiveWriter writer(Consumer<? super Throwable> onFailure);
    }

    /**
     * Runs on a writer that is started for it and ended after it. Blocks until the end.
     *
     * @throws IllegalStateException if a step failed, with the failure as its cause
     */
    public T on(Start start) {
        try (Running<T> running = begin(start)) {
            return running.result();
        }
    }

    /**
     * Begins to run on a pool of threads of its own, which is shut down by closing.
     *
     * @param threads how many, at least 1
     */
    public Running<T> beginOnPool(int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
        // The pool is shut down after the writer has ended, or the writer would lose its threads.
        return begin(failure -> ExecutorWriter.on(pool, alarms, STEPS_PER_TURN, failure), () -> {
            alarms.shutdownNow();
            pool.close();
        });
    }

    /** Begins to run on a writer that is started for it, and ended by closing. */
    public Running<T> begin(Start start) {
        return begin(start, () -> {});
    }

    private Running<T> begin(Start start, Runnable afterwards) {
        LiveWriter writer = start.writer(finished::completeExceptionally);
        Running<T> running = new Running<>(finished, writer, afterwards);
        writer.post(() -> running.begin(untilNanos, begin, isBusy));
        return running;
    }
}
