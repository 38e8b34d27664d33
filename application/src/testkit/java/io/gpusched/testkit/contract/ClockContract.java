package io.gpusched.testkit.contract;

import static io.gpusched.testkit.contract.WriterContract.item;
import static io.gpusched.testkit.contract.WriterContract.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a writer's clock promises. */
public interface ClockContract extends WriterContract {
    @Test
    default void time_is_not_negative_and_never_goes_back() {
        try (WriterRig rig = newRig()) {
            List<Long> times = new ArrayList<>();
            times.add(0L);

            for (int i = 0; i < 5; i++) {
                rig.run(() -> queueOf(rig)
                        .queue(item(() -> times.add(rig.writer().clock().nanos()))));
                rig.passNanos(i * 100_000);
            }

            assertThat(times).hasSize(6).isSorted();
        }
    }

    @Test
    default void time_passes() {
        try (WriterRig rig = newRig()) {
            long before = rig.call(() -> rig.writer().clock().nanos());
            rig.passNanos(1_000_000);
            long after = rig.call(() -> rig.writer().clock().nanos());

            assertThat(after - before).isGreaterThanOrEqualTo(1_000_000);
        }
    }

    @Test
    default void a_step_sees_one_time() {
        try (WriterRig rig = newRig()) {
            Clock clock = rig.writer().clock();

            List<Long> times = rig.call(() -> {
                List<Long> seen = new ArrayList<>();
                for (int i = 0; i < 10_000; i++) {
                    seen.add(clock.nanos());
                }
                return seen;
            });

            assertThat(times).hasSize(10_000).containsOnly(times.getFirst());
        }
    }
}
