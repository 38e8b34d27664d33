package io.gpusched.adapters.executor;

import io.gpusched.testkit.contract.RejectionContract;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;

class ExecutorWriterTest {
    private static LiveTestRig rig(ExecutorService executor, int stepsPerTurn) {
        return rig(executor, executor, stepsPerTurn);
    }

    private static LiveTestRig rig(Executor executor, ExecutorService toEnd, int stepsPerTurn) {
        ScheduledExecutorService alarms = new ScheduledThreadPoolExecutor(1);
        AtomicBoolean rejecting = new AtomicBoolean();
        Executor moody = turn -> {
            if (rejecting.get()) {
                throw new RejectedExecutionException("planted");
            }
            executor.execute(turn);
        };
        return LiveTestRig.of(
                onFailure -> ExecutorWriter.on(moody, alarms, stepsPerTurn, onFailure), rejecting::set, () -> {
                    toEnd.close();
                    alarms.shutdownNow();
                });
    }

    private interface Contracts extends LiveContracts, RejectionContract {
        @Override
        LiveTestRig newRig();
    }

    @Nested
    class OverOneThread implements Contracts {
        @Override
        public LiveTestRig newRig() {
            return rig(Executors.newSingleThreadExecutor(), 64);
        }
    }

    @Nested
    class OverAPool implements Contracts {
        @Override
        public LiveTestRig newRig() {
            return rig(Executors.newFixedThreadPool(4), 3);
        }
    }

    @Nested
    class OverForkJoin implements Contracts {
        @Override
        public LiveTestRig newRig() {
            return rig(new ForkJoinPool(4), 1);
        }
    }

    @Nested
    class OverAThreadForEachTurn implements Contracts {
        @Override
        public LiveTestRig newRig() {
            return rig(Executors.newVirtualThreadPerTaskExecutor(), 2);
        }
    }

    @Nested
    class OverTheCaller implements Contracts {
        @Override
        public LiveTestRig newRig() {
            return rig(Runnable::run, Executors.newSingleThreadExecutor(), 5);
        }
    }
}
