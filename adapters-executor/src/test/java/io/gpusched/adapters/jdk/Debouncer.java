package io.gpusched.adapters.jdk;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An example of code that never heard of this project: runs an action when nobody has called for a while. */
final class Debouncer {
    private final ScheduledExecutorService timers;
    private final Executor worker;
    private final Duration quiet;
    private final Runnable action;
    private final boolean careful;
    private @Nullable ScheduledFuture<?> pending;
    private long calls;

    Debouncer(ScheduledExecutorService timers, Executor worker, Duration quiet, Runnable action, boolean careful) {
        this.timers = timers;
        this.worker = worker;
        this.quiet = quiet;
        this.action = action;
        this.careful = careful;
    }

    void call() {
        long number = ++calls;
        if (pending != null) {
            pending.cancel(false);
        }
        pending = timers.schedule(() -> worker.execute(() -> run(number)), quiet.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(long number) {
        // The planted race: the timer has fired and cannot be cancelled any more, and a call comes before the worker
        // does.
        if (!careful || number == calls) {
            action.run();
        }
    }
}
