package io.gpusched.adapters.executor;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadWriterTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private static LiveTestRig rig(Waiting waiting) {
        return LiveTestRig.of(onFailure ->
                ThreadWriter.start(Thread.ofPlatform().daemon().name("writer").factory(), waiting, onFailure));
    }

    @Nested
    class Parking implements LiveContracts {
        @Override
        public LiveTestRig newRig() {
            return rig(Waiting.PARK);
        }
    }

    @Nested
    class SpinningThenParking implements LiveContracts {
        @Override
        public LiveTestRig newRig() {
            return rig(Waiting.SPIN_THEN_PARK);
        }
    }

    /** An idle writer must not keep a core busy. Each wait here ends when the thread has gone to sleep; one that never does fails by the limit. */
    @ParameterizedTest
    @EnumSource(Waiting.class)
    void an_idle_writer_sleeps_with_and_without_a_timer(Waiting waiting) {
        try (LiveTestRig rig = rig(waiting)) {
            Thread thread = rig.call(Thread::currentThread);
            awaitState(rig, thread, Thread.State.WAITING);

            rig.run(() -> rig.writer().timers().timer(() -> {}).arm(HOUR_NANOS));
            awaitState(rig, thread, Thread.State.TIMED_WAITING);
        }
    }

    private static void awaitState(LiveTestRig rig, Thread thread, Thread.State wanted) {
        FutureTask<Boolean> seen = new FutureTask<>(() -> {
            while (thread.getState() != wanted) {
                Thread.onSpinWait();
            }
            return true;
        });
        Thread.ofPlatform().daemon().start(seen);
        rig.runUntil(seen);
    }
}
