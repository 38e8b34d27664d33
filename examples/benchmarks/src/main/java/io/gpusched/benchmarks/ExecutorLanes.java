package io.gpusched.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;

/** One lane for all, over an executor that runs one task at a time, in order. */
final class ExecutorLanes implements Contender.Lanes, Lane {
    private final Executor executor;
    private final ExecutorService pool;
    private final BiConsumer<Runnable, Executor> way;
    private final Runnable job = this::work;

    /** Touched by the consumer only. */
    private long done;

    /**
     * Makes the lane.
     *
     * @param pool whose thread it is; closed at the end
     * @param way how a task is given to the executor
     */
    ExecutorLanes(Executor executor, ExecutorService pool, BiConsumer<Runnable, Executor> way) {
        this.executor = executor;
        this.pool = pool;
        this.way = way;
    }

    @Override
    public Lane lane() {
        return this;
    }

    @Override
    public void submit() {
        way.accept(job, executor);
    }

    @Override
    public void submit(Arrival finished) {
        way.accept(
                () -> {
                    work();
                    finished.run();
                },
                executor);
    }

    private void work() {
        done++;
    }

    @Override
    public void close() {
        pool.close();
    }
}
