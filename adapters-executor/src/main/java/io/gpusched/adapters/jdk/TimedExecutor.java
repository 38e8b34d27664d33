package io.gpusched.adapters.jdk;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An executor service whose tasks are timers of a writer; those without a delay are due at once. Writer only; another thread is refused by name. */
final class TimedExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final Writer writer;
    private final Set<TimedTask<?>> tasks = new LinkedHashSet<>();
    private boolean shutdown;
    private long numbers;

    TimedExecutor(Writer writer) {
        this.writer = writer;
    }

    Writer writer() {
        return writer;
    }

    /** Lets only the writer in: another thread could come at any time, and the test would not be repeatable. */
    private void requireWriter() {
        if (!writer.isCurrent()) {
            String caller = Thread.currentThread().getName();
            // An exploration takes note of the thread when it posts.
            boolean _ = writer.mailbox().post(() -> {});
            throw new RejectedExecutionException(
                    "thread '" + caller + "' called an executor of virtual time, which has one thread");
        }
    }

    private <T extends @Nullable Object> TimedTask<T> add(TimedTask<T> task, long delayNanos) {
        requireWriter();
        if (shutdown) {
            throw new RejectedExecutionException("the executor was shut down");
        }
        tasks.add(task);
        task.arm(Math.max(0, delayNanos));
        return task;
    }

    void over(TimedTask<?> task) {
        tasks.remove(task);
    }

    boolean isOpen() {
        return !shutdown;
    }

    private <T extends @Nullable Object> TimedTask<T> task(Callable<T> body, Object of, long periodNanos) {
        return new TimedTask<>(this, body, of, ++numbers, periodNanos);
    }

    private TimedTask<?> task(Runnable body, long periodNanos) {
        Objects.requireNonNull(body, "an executor runs something");
        return task(Executors.callable(body), body, periodNanos);
    }

    /** {@inheritDoc} What the command throws leaves the step, so that the test sees it. */
    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "an executor runs something");
        if (command instanceof TimedTask<?> task) {
            TimedTask<?> _ = add(task, 0);
        } else {
            TimedTask<?> _ = add(task(command, TimedTask.ONCE).throwing(), 0);
        }
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return task(callable, callable, TimedTask.ONCE);
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return task(Executors.callable(runnable, value), runnable, TimedTask.ONCE);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(task(command, TimedTask.ONCE), unit.toNanos(delay));
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        Objects.requireNonNull(callable, "an executor runs something");
        return add(task(callable, callable, TimedTask.ONCE), unit.toNanos(delay));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(task(command, requirePeriod(period, unit)), unit.toNanos(initialDelay));
    }

    /** {@inheritDoc} Tasks take no time here, so this is the same as a fixed rate, unless timers may be late. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return add(task(command, -requirePeriod(delay, unit)), unit.toNanos(initialDelay));
    }

    private static long requirePeriod(long period, TimeUnit unit) {
        if (period <= 0) {
            throw new IllegalArgumentException("a period is more than 0, not " + period);
        }
        return unit.toNanos(period);
    }

    @Override
    public void shutdown() {
        requireWriter();
        shutdown = true;
        List.copyOf(tasks).stream().filter(TimedTask::isPeriodic).forEach(task -> task.cancel(false));
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> never = new ArrayList<>(tasks);
        tasks.forEach(TimedTask::disarm);
        tasks.clear();
        return never;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if it has not terminated: this thread is the only one that could run what is left
     */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        if (!isTerminated()) {
            throw waits("the end of an executor");
        }
        return true;
    }

    /** {@inheritDoc} Does not wait: what is left runs when the time moves on. */
    @Override
    public void close() {
        shutdown();
    }

    static IllegalStateException waits(String what) {
        return new IllegalStateException("virtual time has one thread, and would wait for ever for " + what
                + ": say what is to follow with a callback, or move the time first");
    }

    Timer timer(Runnable action) {
        return writer.timers().timer(action);
    }

    @Override
    public String toString() {
        return "executor of virtual time";
    }
}
