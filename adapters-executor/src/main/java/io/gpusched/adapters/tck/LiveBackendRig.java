package io.gpusched.adapters.tck;

import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Writer;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A rig with a thread. It waits for events, never for a while: whoever changes something wakes it, and so does a timer of the writer, whose periods
 * bound the wait.
 */
final class LiveBackendRig implements BackendRig {
    private final Lock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final ThreadWriter writer = ThreadWriter.start("gpusched-tck-writer", this::fail);
    private long changes;

    private void fail(Throwable thrown) {
        failure.complete(thrown);
        changed();
    }

    @Override
    public Writer writer() {
        return writer;
    }

    @Override
    public <T extends @Nullable Object> T call(Callable<T> step) {
        FutureTask<T> task = new FutureTask<>(step) {
            @Override
            protected void done() {
                changed();
            }
        };
        post(task);
        while (!task.isDone()) {
            long seen = changesSoFar();
            throwFailure();
            if (!task.isDone()) {
                waitForNews(seen);
            }
        }
        return resultOf(task);
    }

    private void post(Runnable step) {
        try {
            if (!writer.post(step)) {
                throw new WriterFailed(new IllegalStateException("the writer was closed"));
            }
        } catch (IllegalStateException failed) {
            throw new WriterFailed(failure.getNow(failed));
        }
    }

    private static <T extends @Nullable Object> T resultOf(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WriterFailed(interrupted);
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof RuleBroken broken) {
                throw broken;
            }
            throw new WriterFailed(thrown.getCause() == null ? thrown : thrown.getCause());
        }
    }

    private void throwFailure() {
        Throwable thrown = failure.getNow(null);
        if (thrown != null) {
            throw new WriterFailed(thrown);
        }
    }

    @Override
    public boolean runUntil(long periodNanos, int periods, BooleanSupplier done) {
        Ticker ticker = call(() -> new Ticker(periodNanos));
        try {
            return await(periods, ticker, done);
        } finally {
            boolean _ = writer.post(ticker::stop);
        }
    }

    private boolean await(int periods, Ticker ticker, BooleanSupplier done) {
        while (true) {
            long seen = changesSoFar();
            if (done.getAsBoolean()) {
                return true;
            }
            throwFailure();
            if (ticker.isOver(periods)) {
                return done.getAsBoolean();
            }
            waitForNews(seen);
        }
    }

    private long changesSoFar() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private void waitForNews(long seen) {
        lock.lock();
        try {
            while (changes == seen) {
                news.await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WriterFailed(interrupted);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void changed() {
        lock.lock();
        try {
            changes++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        writer.close();
    }

    /** Counts the periods of a wait on the writer's own clock. */
    private final class Ticker {
        private final long periodNanos;
        private final Timer timer;
        private volatile int ticks;

        Ticker(long periodNanos) {
            this.periodNanos = periodNanos;
            this.timer = writer.timers().timer(this::tick);
            timer.arm(periodNanos);
        }

        private void tick() {
            ticks = ticks + 1;
            timer.arm(periodNanos);
            changed();
        }

        void stop() {
            timer.cancel();
        }

        boolean isOver(int periods) {
            return ticks >= periods;
        }
    }
}
