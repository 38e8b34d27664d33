package io.gpusched.application.shared;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One task of an {@link EntityExecutor}: a job that completes when the task has returned. */
final class EntityTask implements Occupancy, Runnable {
    private final Runnable command;
    private final Executor threads;
    private final long number;
    private final EntityExecutor executor;
    private final TaskRun run = new TaskRun(this);

    /** A {@link Phase}, or the thread on which the task runs. */
    private final AtomicReference<Object> state = new AtomicReference<>(Phase.WAITING);

    private final AtomicReference<@Nullable SubmittedJob> job = new AtomicReference<>();

    EntityTask(Runnable command, Executor threads, long number, EntityExecutor executor) {
        this.command = command;
        this.threads = threads;
        this.number = number;
        this.executor = executor;
    }

    long number() {
        return number;
    }

    Runnable command() {
        return command;
    }

    void submitted(SubmittedJob submitted) {
        job.set(submitted);
        if (command instanceof TaskFuture<?> future) {
            future.task.set(this);
            if (future.isCancelled()) {
                withdraw();
            }
        }
        if (state.get() == Phase.OVER) {
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
        if (!state.compareAndSet(Phase.WAITING, Phase.OVER)) {
            return false;
        }
        SubmittedJob known = job.get();
        if (known != null) {
            known.cancel();
        }
        leave();
        return true;
    }

    @Override
    public CompletionStage<?> begin() {
        if (state.compareAndSet(Phase.WAITING, Phase.STARTED)) {
            try {
                threads.execute(this);
            } catch (RuntimeException | Error noThread) {
                over();
                throw noThread;
            }
        } else {
            run.complete(null);
        }
        return run;
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        if (!state.compareAndSet(Phase.STARTED, thread)) {
            thread.interrupt();
            state.set(Phase.INTERRUPTED);
        }
        try {
            command.run();
        } finally {
            over();
        }
    }

    private void over() {
        Object before = state.get();
        while (before == Phase.INTERRUPTING || !state.compareAndSet(before, Phase.OVER)) {
            Thread.onSpinWait();
            before = state.get();
        }
        if (before == Phase.INTERRUPTED) {
            // The interrupt was for this task; the thread may serve others.
            boolean _ = Thread.interrupted();
        }
        run.complete(null);
        leave();
    }

    @Override
    public void interrupt() {
        if (state.compareAndSet(Phase.STARTED, Phase.STARTED_INTERRUPTED)) {
            return;
        }
        if (state.get() instanceof Thread thread && state.compareAndSet(thread, Phase.INTERRUPTING)) {
            thread.interrupt();
            state.set(Phase.INTERRUPTED);
        }
    }

    /** The executor need not wait for the task any more. */
    void leave() {
        executor.left(this);
    }

    /**
     * How far a task is, but for the thread on which it runs, which stands for running. An interrupt of a task that has no thread yet is kept for
     * it. While one is delivered, the task does not end, so that the interrupt never hits the next task of the thread.
     */
    private enum Phase {
        WAITING,
        STARTED,
        STARTED_INTERRUPTED,
        INTERRUPTING,
        INTERRUPTED,
        OVER
    }

    /** A future that takes its task out of the queue when it is cancelled. */
    static final class TaskFuture<T extends @Nullable Object> extends FutureTask<T> {
        private final AtomicReference<@Nullable EntityTask> task = new AtomicReference<>();

        TaskFuture(Callable<T> callable) {
            super(callable);
        }

        @Override
        protected void done() {
            EntityTask known = task.get();
            if (isCancelled() && known != null) {
                known.withdraw();
            }
        }
    }

    /** The stage of a task that runs. Cancelling it, as the ring does after a timeout, interrupts the task. */
    private static final class TaskRun extends CompletableFuture<@Nullable Void> {
        private final EntityTask task;

        TaskRun(EntityTask task) {
            this.task = task;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            task.interrupt();
            return super.cancel(mayInterruptIfRunning);
        }
    }
}
