package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
    private final SharedEntity<?> entity;
    private final Executor threads;
    private volatile boolean shutdown;

    EntityExecutor(SharedEntity<?> entity, Executor threads) {
        this.entity = entity;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable command) {
        Task task = new Task(Objects.requireNonNull(command, "an executor runs something"));
        if (!enter()) {
            throw new RejectedExecutionException("the executor of entity " + entity.name() + " was shut down");
        }
        tasks.add(task);
        Either<Rejection, SubmittedJob> submitted = entity.submitOwn(task, null);
        if (submitted.isLeft()) {
            task.leave();
            throw new RejectedExecutionException(submitted.getLeft().reason(), new JobRefused(submitted.getLeft()));
        }
        task.submitted(submitted.get());
    }

    /** Counts one more task, unless the executor was shut down. */
    private boolean enter() {
        while (!shutdown) {
            int before = open.get();
            if (before == 0) {
                return false;
            }
            if (open.compareAndSet(before, before + 1)) {
                if (shutdown) {
                    exit();
                    return false;
                }
                return true;
            }
        }
        return false;
    }

    private void exit() {
        if (open.decrementAndGet() == 0) {
            terminated.countDown();
        }
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new TaskFuture<>(callable);
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new TaskFuture<>(Executors.callable(runnable, value));
    }

    @Override
    public void shutdown() {
        synchronized (tasks) {
            if (shutdown) {
                return;
            }
            shutdown = true;
        }
        exit();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        List<Runnable> neverRun = new ArrayList<>();
        for (Task each : tasks) {
            if (each.withdraw()) {
                neverRun.add(each.command);
            } else {
                each.interrupt();
            }
        }
        return neverRun;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    @Override
    public String toString() {
        return "executor of entity " + entity.name();
    }

    /** A future that takes its task out of the queue when it is cancelled. */
    private static final class TaskFuture<T extends @Nullable Object> extends FutureTask<T> {
        private volatile @Nullable Task task;

        TaskFuture(Callable<T> callable) {
            super(callable);
        }

        @Override
        protected void done() {
            Task known = task;
            if (isCancelled() && known != null) {
                known.withdraw();
            }
        }
    }

    private enum Phase {
        WAITING,
        RUNNING,
        OVER
    }

    /** One task: a job that completes when the task has returned. */
    private final class Task implements Occupancy, Runnable {
        private final Runnable command;
        private final TaskRun run = new TaskRun(this);
        private Phase phase = Phase.WAITING;
        private @Nullable Thread thread;
        private boolean interrupted;
        private @Nullable SubmittedJob job;

        Task(Runnable command) {
            this.command = command;
        }

        void submitted(SubmittedJob submitted) {
            boolean over;
            synchronized (this) {
                job = submitted;
                over = phase == Phase.OVER;
            }
            if (command instanceof TaskFuture<?> future) {
                future.task = this;
                if (future.isCancelled()) {
                    withdraw();
                }
            }
            if (over) {
                submitted.cancel();
            }
            submitted.stage().tell((ticket, failure) -> {
                if (failure != null && withdraw() && command instanceof Future<?> future) {
                    future.cancel(false);
                }
            });
        }

        /**
         * Sees to it that the task never runs.
         *
         * @return false if it runs or has run, or was withdrawn before
         */
        boolean withdraw() {
            SubmittedJob known;
            synchronized (this) {
                if (phase != Phase.WAITING) {
                    return false;
                }
                phase = Phase.OVER;
                known = job;
            }
            if (known != null) {
                known.cancel();
            }
            leave();
            return true;
        }

        @Override
        public TaskRun begin() {
            synchronized (this) {
                if (phase == Phase.OVER) {
                    run.complete(null);
                    return run;
                }
                phase = Phase.RUNNING;
            }
            try {
                threads.execute(this);
            } catch (RuntimeException | Error noThread) {
                over();
                throw noThread;
            }
            return run;
        }

        @Override
        public void run() {
            synchronized (this) {
                thread = Thread.currentThread();
                if (interrupted) {
                    thread.interrupt();
                }
            }
            try {
                command.run();
            } finally {
                over();
            }
        }

        private void over() {
            synchronized (this) {
                thread = null;
                phase = Phase.OVER;
                // The interrupt was for this task; the thread may serve others.
                if (interrupted) {
                    Thread.interrupted();
                }
            }
            run.complete(null);
            leave();
        }

        @Override
        public void interrupt() {
            synchronized (this) {
                if (phase != Phase.OVER) {
                    interrupted = true;
                    if (thread != null) {
                        thread.interrupt();
                    }
                }
            }
        }

        void leave() {
            if (tasks.remove(this)) {
                exit();
            }
        }
    }

    /** The stage of a task that runs. Cancelling it, as the ring does after a timeout, interrupts the task. */
    private static final class TaskRun extends CompletableFuture<@Nullable Void> {
        private final Task task;

        TaskRun(Task task) {
            this.task = task;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            task.interrupt();
            return super.cancel(mayInterruptIfRunning);
        }
    }
}
