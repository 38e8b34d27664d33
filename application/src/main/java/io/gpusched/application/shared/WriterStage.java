package io.gpusched.application.shared;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stage whose callbacks run where {@link Callbacks} says, whenever they are attached. A plain future runs a callback that is attached late on
 * the thread that attaches it; so each form without an executor is here the one with an executor. To wait for a stage on the writer itself
 * would be to wait for ever; that throws an exception here. Only the device can complete it: {@link #toCompletableFuture} returns a copy.
 *
 * @param <T> what it completes with
 */
sealed class WriterStage<T extends @Nullable Object> extends CompletableFuture<T> permits EntityCall {
    private final Callbacks callbacks;

    WriterStage(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new WriterStage<>(callbacks);
    }

    /** Tells this package of the end, on the thread that completes the stage, or at once if it is complete. */
    final void tell(BiConsumer<? super T, ? super @Nullable Throwable> told) {
        CompletableFuture<T> _ = super.whenComplete(told);
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        return copy();
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenApply(Function<? super T, ? extends U> fn) {
        return super.thenApplyAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        return super.thenAcceptAsync(action, callbacks);
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable action) {
        return super.thenRunAsync(action, callbacks);
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return super.thenCombineAsync(other, fn, callbacks);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return super.thenAcceptBothAsync(other, action, callbacks);
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return super.runAfterBothAsync(other, action, callbacks);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return super.applyToEitherAsync(other, fn, callbacks);
    }

    @Override
    public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return super.acceptEitherAsync(other, action, callbacks);
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return super.runAfterEitherAsync(other, action, callbacks);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenCompose(
            Function<? super T, ? extends CompletionStage<U>> fn) {
        return super.thenComposeAsync(fn, callbacks);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> fn) {
        return super.handleAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return super.whenCompleteAsync(action, callbacks);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
        return super.exceptionallyAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return super.exceptionallyComposeAsync(fn, callbacks);
    }

    @Override
    public T join() {
        requireNoWait();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        requireNoWait();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        requireNoWait();
        return super.get(timeout, unit);
    }

    private void requireNoWait() {
        if (!isDone() && callbacks.isOnWriter()) {
            throw new IllegalStateException(
                    "the device's writer would wait for itself: in a callback, say what is to follow with thenRun and its like");
        }
    }
}
