package io.gpusched.adapters.virtualthread;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.executor.LiveContracts;
import io.gpusched.adapters.executor.LiveTestRig;
import org.junit.jupiter.api.Test;

class VirtualThreadWriterTest implements LiveContracts {
    @Override
    public LiveTestRig newRig() {
        return LiveTestRig.of(onFailure -> VirtualThreadWriter.start("writer", onFailure));
    }

    @Test
    void it_runs_on_one_virtual_thread_of_its_name() {
        try (LiveTestRig rig = newRig()) {
            Thread first = rig.call(Thread::currentThread);
            rig.passNanos(1_000);
            Thread second = rig.call(Thread::currentThread);

            assertThat(first.isVirtual()).isTrue();
            assertThat(first.getName()).isEqualTo("writer");
            assertThat(second).isSameAs(first);
        }
    }
}
