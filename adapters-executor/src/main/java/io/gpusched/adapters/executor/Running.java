package io.gpusched.adapters.executor;

import io.gpusched.application.port.Writer;
import io.gpusched.domain.time.Nanos;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A run on a live writer, as another thread sees it: steps that are posted to its writer look at it, change it and end it; the thread can wait
 * for its end. Closing ends the writer.
 *
 * @param <T> what comes of it
 */
public final class Running<T> implements AutoCloseable {
    private final CompletableFuture<T> finished;
    private final LiveWriter writer;
    private final Runnable afterwards;
    private LongFunction<T> end = nanos -> {
        throw new IllegalStateException("ended before it began");
    };
    private Runnable lookForQuiet = () -> {};
    private BooleanSupplier isBusy = () -> false;
    private boolean held;

    Running(CompletableFuture<T> finished, LiveWriter writer, Runnable afterwards) {
        this.finished = finished;
        this.writer = writer;
        this.afterwards = afterwards;
    }

    /** Begins, on the writer. */
    void begin(long untilNanos, Function<Writer, LongFunction<T>> begin, BooleanSupplier busy) {
        isBusy = busy;
        TimerCountingWriter counted = new TimerCountingWriter(writer);
        end = begin.apply(counted);
        lookForQuiet = () -> counted.whenQuiet(this::quiet);
        lookForQuiet.run();
        if (untilNanos != Nanos.NEVER) {
            writer.timers()
                    .timer(this::finish)
                    .arm(Math.max(untilNanos - writer.clock().nanos(), 0));
        }
    }

    private void quiet() {
        if (!held && !isBusy.getAsBoolean()) {
            finish();
        }
    }

    private void finish() {
        if (!finished.isDone()) {
            finished.complete(end.apply(writer.clock().nanos()));
        }
    }

    /**
     * Has a step run on the writer, unless the run is over. Called from any thread.
     *
     * @return false if the run is over
     */
    public boolean post(Runnable step) {
        return !finished.isDone()
                && writer.post(() -> {
                    if (!finished.isDone()) {
                        step.run();
                    }
                });
    }

    /**
     * Answers a question on the writer, and blocks until then. Not for the writer, which would wait for itself.
     *
     * @param question is given the time on the writer's clock, in nanoseconds
     * @return nothing if the run is over
     */
    public <A> Optional<A> ask(LongFunction<A> question) {
        CompletableFuture<Optional<A>> answer = new CompletableFuture<>();
        boolean posted = !finished.isDone()
                && writer.post(() -> answer.complete(
                        finished.isDone()
                                ? Optional.empty()
                                : Optional.of(question.apply(writer.clock().nanos()))));
        if (!posted) {
            return Optional.empty();
        }
        // A writer that fails or ends drops what was posted to it.
        CompletionStage<Void> _ = writer.ended().thenRun(() -> answer.complete(Optional.empty()));
        return answer.join();
    }

    /** Keeps the run open while nothing is left to do, because more may be asked of it; or lets it end. Writer only. */
    public void hold(boolean on) {
        held = on;
        if (!on) {
            lookForQuiet.run();
        }
    }

    /** Ends the run soon. Called from any thread. */
    public void end() {
        boolean _ = post(this::finish);
    }

    /**
     * Blocks until the end, or until a time is over.
     *
     * @param nanos how long at most
     * @return whether the run is over
     * @throws IllegalStateException if a step failed, with the failure as its cause
     */
    public boolean awaitEnd(long nanos) {
        try {
            finished.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            throw failure(failed);
        } catch (InterruptedException stopped) {
            throw interruption(stopped);
        }
    }

    /**
     * Blocks until the end.
     *
     * @throws IllegalStateException if a step failed, with the failure as its cause
     */
    public T result() {
        try {
            return finished.get();
        } catch (ExecutionException failed) {
            throw failure(failed);
        } catch (InterruptedException stopped) {
            throw interruption(stopped);
        }
    }

    private static IllegalStateException failure(ExecutionException failed) {
        return new IllegalStateException("a step failed", failed.getCause());
    }

    private static IllegalStateException interruption(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted before the end", stopped);
    }

    /** Ends the writer and blocks until it has ended. */
    @Override
    public void close() {
        writer.close();
        writer.ended().toCompletableFuture().join();
        afterwards.run();
    }
}
