package io.gpusched.adapters.shared;

import io.gpusched.adapters.executor.ExecutorWriter;
import io.gpusched.adapters.executor.LiveTestRig;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.adapters.executor.Waiting;
import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.testkit.contract.WriterRig;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Nested;

class SharedDeviceTest {
    @Nested
    class InVirtualTime implements SharedDeviceContract {
        @Override
        public WriterRig newRig() {
            return new VirtualRig(new VirtualTime());
        }
    }

    @Nested
    class OnAThread implements LiveSharedDeviceContract {
        @Override
        public LiveTestRig newRig() {
            return LiveTestRig.of(
                    onFailure -> ThreadWriter.start(Thread.ofPlatform().daemon().factory(), Waiting.PARK, onFailure));
        }
    }

    @Nested
    class OnAVirtualThread implements LiveSharedDeviceContract {
        @Override
        public LiveTestRig newRig() {
            return LiveTestRig.of(onFailure -> VirtualThreadWriter.start("writer", onFailure));
        }
    }

    @Nested
    class OverAPool implements LiveSharedDeviceContract {
        @Override
        public LiveTestRig newRig() {
            ExecutorService pool = Executors.newFixedThreadPool(3);
            ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
            return LiveTestRig.of(onFailure -> ExecutorWriter.on(pool, alarms, 3, onFailure), rejecting -> {}, () -> {
                pool.close();
                alarms.shutdownNow();
            });
        }
    }
}
