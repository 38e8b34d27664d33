package io.gpusched.benchmarks;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.gpusched.adapters.executor.ExecutorWriter;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.adapters.executor.Waiting;
import io.gpusched.adapters.flightrecorder.JobEvents;
import io.gpusched.application.port.Tracepoints;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Who brings a job from its producer to one consumer, in order. */
public enum Contender {
    /** A shared device on a thread that sleeps when it has nothing to do. */
    GPUSCHED_PARK(() -> gpusched(Waiting.PARK, Tracepoints.NONE)),
    /** The same, and the flight recorder could be switched on. */
    GPUSCHED_PARK_JFR_OFF(() -> gpusched(Waiting.PARK, new JobEvents("benchmark"))),
    /** A shared device on a thread that looks around before it sleeps. */
    GPUSCHED_SPIN(() -> gpusched(Waiting.SPIN_THEN_PARK, Tracepoints.NONE)),
    /** A shared device over a pool of one thread. */
    GPUSCHED_POOL(Contender::gpuschedOverAPool),
    /** The JDK's pool with one thread, and a future for each job, as a shared device has a ticket. */
    THREAD_POOL(() -> {
        ExecutorService pool = oneThread();
        return new ExecutorLanes(pool, pool, CompletableFuture::runAsync);
    }),
    /** The same, and nobody can ask what became of a job. */
    THREAD_POOL_BARE(() -> {
        ExecutorService pool = oneThread();
        return new ExecutorLanes(pool, pool, (job, executor) -> executor.execute(job));
    }),
    /** Guava's sequential executor over a pool with one thread, and a future for each job. */
    GUAVA_SEQUENTIAL(() -> {
        ExecutorService pool = oneThread();
        return new ExecutorLanes(MoreExecutors.newSequentialExecutor(pool), pool, Futures::submit);
    }),
    /** The same, and nobody can ask what became of a job. */
    GUAVA_SEQUENTIAL_BARE(() -> {
        ExecutorService pool = oneThread();
        return new ExecutorLanes(
                MoreExecutors.newSequentialExecutor(pool), pool, (job, executor) -> executor.execute(job));
    }),
    /** Disruptor with one consumer, which sleeps when it has nothing to do. */
    DISRUPTOR_BLOCKING(() -> new DisruptorLanes(new BlockingWaitStrategy())),
    /** Disruptor with one consumer, which never sleeps. */
    DISRUPTOR_YIELDING(() -> new DisruptorLanes(new YieldingWaitStrategy()));

    private static final int STEPS_PER_TURN = 64;

    private final Supplier<Lanes> start;

    Contender(Supplier<Lanes> start) {
        this.start = start;
    }

    /** Where lanes come from, until it is closed. */
    interface Lanes extends AutoCloseable {
        /** Makes the lane of one producer. */
        Lane lane();

        @Override
        void close();
    }

    /** Starts it. */
    Lanes start() {
        return start.get();
    }

    private static Lanes gpusched(Waiting waiting, Tracepoints tracepoints) {
        return new SharedDeviceLanes(
                ThreadWriter.start(Thread.ofPlatform().daemon().factory(), waiting, Throwable::printStackTrace),
                tracepoints,
                () -> {});
    }

    private static Lanes gpuschedOverAPool() {
        ExecutorService pool = oneThread();
        ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
        return new SharedDeviceLanes(
                ExecutorWriter.on(pool, alarms, STEPS_PER_TURN, Throwable::printStackTrace), Tracepoints.NONE, () -> {
                    pool.close();
                    alarms.shutdownNow();
                });
    }

    private static ExecutorService oneThread() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }
}
