package io.gpusched.adapters.executor;

import org.junit.jupiter.api.Nested;

class ThreadWriterTest {
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
}
