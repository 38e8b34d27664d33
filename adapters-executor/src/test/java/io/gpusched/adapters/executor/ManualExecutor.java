package io.gpusched.adapters.executor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An executor that runs what it is given when a test says so, on the test's thread. */
final class ManualExecutor extends AbstractExecutorService {
    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private int rejections;
    private boolean shutdown;

    int waiting() {
        return submitted.size();
    }

    void rejectNext(int turns) {
        rejections = turns;
    }

    void runNext() {
        submitted.remove().run();
    }

    void runAll() {
        while (!submitted.isEmpty()) {
            runNext();
        }
    }

    @Override
    public void execute(Runnable command) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        if (rejections > 0) {
            rejections--;
            throw new RejectedExecutionException("busy");
        }
        submitted.add(command);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> neverRun = new ArrayList<>(submitted);
        submitted.clear();
        return neverRun;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && submitted.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
