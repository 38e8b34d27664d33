package io.gpusched.testkit.contract;

import static io.gpusched.testkit.contract.WriterContract.item;
import static io.gpusched.testkit.contract.WriterContract.queueOf;
import static io.gpusched.testkit.contract.WriterContract.timerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.application.port.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What timers promise: an order, and never too early. They promise nothing about how late. */
public interface TimersContract extends WriterContract {
    /** The unit of the delays, in nanoseconds: short to wait for. */
    long TICK_NANOS = 1_000_000;

    @Test
    default void timers_fire_in_the_order_of_their_times() {
        try (WriterRig rig = newRig()) {
            List<Integer> fired = new ArrayList<>();

            rig.run(() -> {
                for (int ticks : List.of(3, 1, 5, 2, 4)) {
                    timerOf(rig, () -> fired.add(ticks)).arm(ticks * TICK_NANOS);
                }
            });
            rig.passNanos(5 * TICK_NANOS);

            assertThat(fired).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @Test
    default void timers_of_one_time_fire_in_the_order_of_arming() {
        try (WriterRig rig = newRig()) {
            List<Integer> fired = new ArrayList<>();

            rig.run(() -> {
                for (int i = 0; i < 50; i++) {
                    int number = i;
                    timerOf(rig, () -> fired.add(number)).arm(TICK_NANOS);
                }
            });
            rig.passNanos(TICK_NANOS);

            assertThat(fired).hasSize(50).isSorted();
        }
    }

    @Test
    default void arming_a_timer_again_moves_it_behind_the_others_of_its_time() {
        try (WriterRig rig = newRig()) {
            List<String> fired = new ArrayList<>();

            rig.run(() -> {
                Timer again = timerOf(rig, () -> fired.add("armed again"));
                again.arm(TICK_NANOS);
                timerOf(rig, () -> fired.add("other")).arm(TICK_NANOS);
                again.arm(TICK_NANOS);
            });
            rig.passNanos(TICK_NANOS);

            assertThat(fired).containsExactly("other", "armed again");
        }
    }

    @Test
    default void arming_a_timer_again_replaces_its_time() {
        try (WriterRig rig = newRig()) {
            List<String> fired = new ArrayList<>();

            rig.run(() -> {
                Timer sooner = timerOf(rig, () -> fired.add("sooner"));
                sooner.arm(3_600_000 * TICK_NANOS);
                sooner.arm(TICK_NANOS);
                Timer later = timerOf(rig, () -> fired.add("later"));
                later.arm(TICK_NANOS);
                later.arm(3_600_000 * TICK_NANOS);
            });
            rig.passNanos(2 * TICK_NANOS);

            assertThat(fired).containsExactly("sooner");
        }
    }

    @Test
    default void a_timer_that_is_armed_for_sooner_than_all_others_is_not_late_for_them() {
        try (WriterRig rig = newRig()) {
            List<String> fired = new ArrayList<>();
            rig.run(() -> timerOf(rig, () -> fired.add("far")).arm(3_600_000 * TICK_NANOS));
            rig.runUntilQuiet();

            rig.run(() -> timerOf(rig, () -> fired.add("near")).arm(TICK_NANOS));
            rig.passNanos(TICK_NANOS);

            assertThat(fired).containsExactly("near");
        }
    }

    @Test
    default void a_timer_never_fires_before_its_time() {
        try (WriterRig rig = newRig()) {
            List<Long> early = new ArrayList<>();

            rig.run(() -> {
                for (int i = 0; i <= 20; i++) {
                    long due = rig.writer().clock().nanos() + i * TICK_NANOS / 5;
                    timerOf(
                                    rig,
                                    () -> early.add(Math.max(
                                            0, due - rig.writer().clock().nanos())))
                            .arm(i * TICK_NANOS / 5);
                }
            });
            rig.passNanos(4 * TICK_NANOS);

            assertThat(early).hasSize(21).containsOnly(0L);
        }
    }

    @Test
    default void a_disarmed_timer_does_not_fire() {
        try (WriterRig rig = newRig()) {
            List<String> fired = new ArrayList<>();

            List<Boolean> told = rig.call(() -> {
                Timer timer = timerOf(rig, () -> fired.add("timer"));
                boolean before = timer.isArmed() || timer.cancel();
                timer.arm(TICK_NANOS);
                return List.of(before, timer.isArmed(), timer.cancel(), timer.isArmed(), timer.cancel());
            });
            rig.passNanos(2 * TICK_NANOS);

            assertThat(told).containsExactly(false, true, true, false, false);
            assertThat(fired).isEmpty();
        }
    }

    @Test
    default void a_timer_can_disarm_another_one_of_its_time() {
        try (WriterRig rig = newRig()) {
            List<String> fired = new ArrayList<>();

            rig.run(() -> {
                Timer second = timerOf(rig, () -> fired.add("second"));
                timerOf(rig, () -> {
                            fired.add("first");
                            second.cancel();
                        })
                        .arm(TICK_NANOS);
                second.arm(TICK_NANOS);
            });
            rig.passNanos(2 * TICK_NANOS);

            assertThat(fired).containsExactly("first");
        }
    }

    @Test
    default void a_timer_that_fires_is_not_armed_and_can_arm_itself() {
        try (WriterRig rig = newRig()) {
            List<Boolean> armed = new ArrayList<>();
            AtomicReference<Timer> self = new AtomicReference<>();

            rig.run(() -> {
                self.set(timerOf(rig, () -> {
                    armed.add(self.get().isArmed());
                    if (armed.size() < 3) {
                        self.get().arm(TICK_NANOS);
                    }
                }));
                self.get().arm(TICK_NANOS);
            });
            for (int i = 0; i < 4; i++) {
                rig.passNanos(TICK_NANOS);
            }

            assertThat(armed).containsExactly(false, false, false);
        }
    }

    @Test
    default void a_timer_without_a_delay_fires_but_not_inside() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();

            rig.run(() -> {
                timerOf(rig, () -> log.add("fired")).arm(0);
                log.add("armed");
            });
            rig.passNanos(0);

            assertThat(log).containsExactly("armed", "fired");
        }
    }

    @Test
    default void timers_fire_on_the_writer_one_at_a_time() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();

            rig.run(() -> timerOf(rig, () -> {
                        timerOf(rig, () -> log.add("second")).arm(0);
                        queueOf(rig).queue(item(() -> log.add("item")));
                        log.add("first, on the writer: " + rig.writer().isCurrent());
                    })
                    .arm(TICK_NANOS));
            rig.passNanos(TICK_NANOS);
            rig.passNanos(0);

            assertThat(log).startsWith("first, on the writer: true").contains("second", "item");
        }
    }

    @Test
    default void timers_do_not_keep_items_from_running() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();
            AtomicReference<Timer> endless = new AtomicReference<>();

            rig.run(() -> {
                endless.set(timerOf(rig, () -> {
                    log.add("timer");
                    if (!log.contains("item") && log.size() < 1_000) {
                        endless.get().arm(0);
                    }
                }));
                endless.get().arm(0);
                queueOf(rig).queue(item(() -> log.add("item")));
            });
            rig.passNanos(TICK_NANOS);

            assertThat(log).contains("item").hasSizeLessThan(1_000);
        }
    }

    @Test
    default void a_negative_delay_is_refused() {
        try (WriterRig rig = newRig()) {
            rig.run(() -> {
                Timer timer = timerOf(rig, () -> {});

                assertThatThrownBy(() -> timer.arm(-1)).isInstanceOf(IllegalArgumentException.class);
                assertThat(timer.isArmed()).isFalse();
            });
        }
    }
}
