package io.gpusched.application.shared;

import io.gpusched.application.port.Writer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A stage that completes on the writer. To wait for it on the writer itself, or for a stage that depends on it, would be to wait for ever;
 * that throws an exception here. Only the device can complete it: {@link #toCompletableFuture} returns a copy.
 *
 * @param <T> what it completes with
 */
final class WriterStage<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Writer writer;

    WriterStage(Writer writer) {
        this.writer = writer;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new WriterStage<>(writer);
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        return copy();
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
        if (!isDone() && writer.isCurrent()) {
            throw new IllegalStateException(
                    "the device's writer would wait for itself: in a callback, say what is to follow with thenRun and its like");
        }
    }
}
