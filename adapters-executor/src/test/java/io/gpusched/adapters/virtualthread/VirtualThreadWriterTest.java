package io.gpusched.adapters.virtualthread;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.executor.LiveContracts;
import io.gpusched.adapters.executor.LiveTestRig;
import io.gpusched.application.port.Work;
import java.util.List;
import java.util.stream.IntStream;
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

    /** None of them keeps a carrier while it waits or works: they share as many carriers as there are cores. */
    @Test
    void a_thousand_of_them_all_make_progress_beside_ones_that_are_never_idle() {
        List<LiveTestRig> busy = IntStream.range(0, 8).mapToObj(i -> newRig()).toList();
        busy.forEach(rig -> rig.run(() -> rig.writer().ordered("submit").queue(new Endless(rig))));
        List<LiveTestRig> rigs =
                IntStream.range(0, 1_000).mapToObj(i -> newRig()).toList();

        rigs.forEach(rig -> rig.passNanos(1));

        rigs.forEach(LiveTestRig::close);
        busy.forEach(LiveTestRig::close);
    }

    /** An item that queues itself until its writer is closed. */
    private static final class Endless extends Work {
        private final LiveTestRig rig;

        Endless(LiveTestRig rig) {
            this.rig = rig;
        }

        @Override
        public void run() {
            rig.writer().ordered("submit").queue(this);
        }
    }
}
