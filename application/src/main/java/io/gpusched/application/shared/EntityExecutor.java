package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An executor service over an entity: each task is a job, which runs on a thread of another executor while it holds its credit. What the methods
 * mean is what the JDK says, and where that leaves a choice:
 *
 * <ul>
 *   <li>A task that the entity refuses, because its queue is full or it is closed, is rejected.
 *   <li>Cancelling the future of a task that waits takes it out of the queue. Cancelling one that runs interrupts its thread if that is asked
 *       for; the credit comes back when the task has returned.
 *   <li>A task that the ring gives up while it runs, because of its timeout, is interrupted. Its credit comes back at once, or when it has
 *       returned if the ring {@linkplain Ring#holdUntilReleased holds} it.
 *   <li>A task that is given up while it waits, because the entity was closed, never runs; its future is cancelled.
 *   <li>{@link #shutdown} refuses new tasks, and those that wait run. {@link #shutdownNow} takes those that wait out of the queue and interrupts
 *       those that run. Neither closes the entity.
 * </ul>
 */
final class EntityExecutor extends AbstractExecutorService {
    /** One more than the tasks that have not ended while the executor is open; so 0 means terminated. */
    private final AtomicInteger open = new AtomicInteger(1);

    private final CompletableFuture<@Nullable Void> terminated = new CompletableFuture<>();
    private final ConcurrentSkipListMap<Long, EntityTask> tasks = new ConcurrentSkipListMap<>();
    private final AtomicLong submitted = new AtomicLong();
    private final SharedEntity<?> entity;
    private final Executor threads;
    private final AtomicBoolean shutdown = new AtomicBoolean();

    EntityExecutor(SharedEntity<?> entity, Executor threads) {
        this.entity = entity;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable command) {
        EntityTask task = new EntityTask(
                Objects.requireNonNull(command, "an executor runs something"),
                threads,
                submitted.getAndIncrement(),
                this);
        if (!enter()) {
            throw new RejectedExecutionException("the executor of entity " + entity.name() + " was shut down");
        }
        tasks.put(task.number(), task);
        Either<Rejection, SubmittedJob> job = entity.submitOwn(task, null);
        if (job.isLeft()) {
            task.leave();
            throw new RejectedExecutionException(job.getLeft().reason(), new JobRefused(job.getLeft()));
        }
        task.submitted(job.get());
    }

    /** Counts one more task, unless the executor was shut down. */
    private boolean enter() {
        while (!shutdown.get()) {
            int before = open.get();
            if (before == 0) {
                return false;
            }
            if (open.compareAndSet(before, before + 1)) {
                if (shutdown.get()) {
                    exit();
                    return false;
                }
                return true;
            }
        }
        return false;
    }

    /** A task has ended, or will never run. */
    void left(EntityTask task) {
        if (tasks.remove(task.number()) != null) {
            exit();
        }
    }

    private void exit() {
        if (open.decrementAndGet() == 0) {
            terminated.complete(null);
        }
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new EntityTask.TaskFuture<>(callable);
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new EntityTask.TaskFuture<>(Executors.callable(runnable, value));
    }

    @Override
    public void shutdown() {
        if (shutdown.compareAndSet(false, true)) {
            exit();
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> neverRun = new ArrayList<>();
        for (EntityTask each : tasks.values()) {
            if (each.withdraw()) {
                neverRun.add(each.command());
            } else {
                each.interrupt();
            }
        }
        return neverRun;
    }

    @Override
    public boolean isShutdown() {
        return shutdown.get();
    }

    @Override
    public boolean isTerminated() {
        return terminated.isDone();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            terminated.get(timeout, unit);
            return true;
        } catch (TimeoutException tooLong) {
            return false;
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public String toString() {
        return "executor of entity " + entity.name();
    }
}
