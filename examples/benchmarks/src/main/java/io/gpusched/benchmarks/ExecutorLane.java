package io.gpusched.benchmarks;

import java.util.concurrent.Executor;

/** A lane over an executor that runs one task at a time, in order. */
final class ExecutorLane implements Lane {
    private final Executor executor;
    private final Runnable job = this::work;

    /** Touched by the consumer only. */
    private long done;

    ExecutorLane(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void submit() {
        executor.execute(job);
    }

    @Override
    public void submit(Arrival finished) {
        executor.execute(() -> {
            work();
            finished.run();
        });
    }

    private void work() {
        done++;
    }
}
