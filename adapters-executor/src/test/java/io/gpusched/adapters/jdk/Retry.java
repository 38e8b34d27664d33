package io.gpusched.adapters.jdk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An example of code that never heard of this project: tries again when an attempt has failed or takes too long.
 *
 * @param <T> the result
 */
final class Retry<T> {
    private final ScheduledExecutorService timers;
    private final Duration limit;
    private final boolean careful;
    private final Supplier<CompletableFuture<T>> attempt;
    private final CompletableFuture<T> result;
    private int left;

    Retry(
            ScheduledExecutorService timers,
            Supplier<CompletableFuture<T>> attempt,
            int attempts,
            Duration limit,
            CompletableFuture<T> result,
            boolean careful) {
        this.timers = timers;
        this.attempt = attempt;
        this.left = attempts;
        this.limit = limit;
        this.result = result;
        this.careful = careful;
    }

    CompletableFuture<T> start() {
        next(new TimeoutException());
        return result;
    }

    private void next(Throwable reason) {
        if (left-- == 0) {
            result.completeExceptionally(reason);
            return;
        }
        CompletableFuture<T> running = attempt.get();
        boolean[] over = new boolean[1];
        ScheduledFuture<?> timeout = timers.schedule(
                () -> {
                    // The planted race: the answer has come, its stage is on the way to the executor, and the timeout
                    // is next.
                    if (!careful || !running.isDone()) {
                        over[0] = true;
                        next(new TimeoutException());
                    }
                },
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        running.whenCompleteAsync(
                (value, failure) -> {
                    timeout.cancel(false);
                    if (failure == null) {
                        result.complete(value);
                    } else if (!over[0]) {
                        next(failure);
                    }
                },
                timers);
    }
}
