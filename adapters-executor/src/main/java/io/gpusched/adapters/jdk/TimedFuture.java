package io.gpusched.adapters.jdk;

import io.gpusched.application.port.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future whose asynchronous methods run as steps of a writer and whose timeouts pass in its time.
 *
 * @param <T> what it completes with
 */
final class TimedFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final TimedExecutor executor;

    TimedFuture(TimedExecutor executor) {
        this.executor = executor;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new TimedFuture<>(executor);
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return after(timeout, unit, () -> completeExceptionally(new TimeoutException()));
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return after(timeout, unit, () -> complete(value));
    }

    private CompletableFuture<T> after(long timeout, TimeUnit unit, Runnable action) {
        if (!isDone()) {
            Timer timer = executor.timer(action);
            timer.arm(Math.max(0, unit.toNanos(timeout)));
            CompletionStage<T> _ = whenComplete((result, failure) -> timer.cancel());
        }
        return this;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        requireDone();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException {
        return get();
    }

    @Override
    public T join() {
        requireDone();
        return super.join();
    }

    private void requireDone() {
        if (!isDone()) {
            throw TimedExecutor.waits("a future");
        }
    }
}
