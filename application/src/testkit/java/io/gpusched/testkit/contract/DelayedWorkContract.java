package io.gpusched.testkit.contract;

import static io.gpusched.testkit.contract.WriterContract.item;
import static io.gpusched.testkit.contract.WriterContract.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Work;
import io.gpusched.application.scheduling.DelayedWork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What delayed work promises on top of a writer's queues and timers. */
public interface DelayedWorkContract extends WriterContract {
    /** A delay that is short to wait for, in nanoseconds. */
    long SOON_NANOS = 2_000_000;

    /** A delay that no test waits for, in nanoseconds. */
    long LATE_NANOS = 3_600_000_000_000L;

    private static DelayedWork delayed(WriterRig rig, Work work) {
        return new DelayedWork(queueOf(rig), rig.writer().timers(), rig.writer().clock(), work);
    }

    @Test
    default void a_delayed_item_runs_once_after_its_delay() {
        try (WriterRig rig = newRig()) {
            List<Long> ranAt = new ArrayList<>();
            DelayedWork work =
                    delayed(rig, item(() -> ranAt.add(rig.writer().clock().nanos())));

            long queuedAt = rig.call(() -> {
                assertThat(work.modify(SOON_NANOS)).isFalse();
                assertThat(work.isPending()).isTrue();
                return rig.writer().clock().nanos();
            });
            rig.passNanos(SOON_NANOS);

            assertThat(ranAt).hasSize(1).allMatch(nanos -> nanos >= queuedAt + SOON_NANOS);
            assertThat(rig.call(work::isPending)).isFalse();
        }
    }

    @Test
    default void modifying_it_moves_the_deadline_both_ways() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            DelayedWork sooner = delayed(rig, item(() -> ran.add("sooner")));
            DelayedWork later = delayed(rig, item(() -> ran.add("later")));

            rig.run(() -> {
                assertThat(sooner.modify(LATE_NANOS)).isFalse();
                assertThat(sooner.modify(SOON_NANOS)).isTrue();
                later.modify(SOON_NANOS);
                assertThat(later.modify(LATE_NANOS)).isTrue();
            });
            rig.passNanos(2 * SOON_NANOS);

            assertThat(ran).containsExactly("sooner");
        }
    }

    @Test
    default void a_cancelled_delayed_item_does_not_run() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            DelayedWork armed = delayed(rig, item(() -> ran.add("armed")));
            DelayedWork queued = delayed(rig, item(() -> ran.add("queued")));

            rig.run(() -> {
                armed.modify(SOON_NANOS);
                queued.modify(0);
                assertThat(armed.cancel()).isTrue();
                assertThat(queued.cancel()).isTrue();
                assertThat(queued.cancel()).isFalse();
            });
            rig.passNanos(2 * SOON_NANOS);

            assertThat(ran).isEmpty();
        }
    }

    @Test
    default void without_a_delay_it_is_queued_at_once() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            DelayedWork work = delayed(rig, item(() -> ran.add("work")));

            rig.run(() -> {
                work.modify(0);
                queueOf(rig).queue(item(() -> ran.add("behind")));
            });
            rig.runUntilQuiet();

            assertThat(ran).containsExactly("work", "behind");
        }
    }
}
