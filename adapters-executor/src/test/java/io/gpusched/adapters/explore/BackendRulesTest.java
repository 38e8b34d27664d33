package io.gpusched.adapters.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.explore.Explore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The ready rules for hardware find what they are for, and accuse nobody else. */
class BackendRulesTest {
    private static final long WORK_NANOS = 100;

    private enum Wrong {
        NOTHING,
        STALE_INTERRUPT,
        FORGETS_A_SLOT,
        REPORTS_LATE
    }

    /** A machine of two parts: the slots are its state, and the timers stand for its thread. */
    private static final class Machine implements Hardware {
        private final @Nullable HardwareJob[] slots = new HardwareJob[2];
        private final @Nullable Completion[] completions = new Completion[2];
        private final List<Completion> reported = new ArrayList<>();
        private final Timers timers;
        private final Wrong wrong;

        Machine(Writer side, Wrong wrong) {
            this.timers = side.timers();
            this.wrong = wrong;
        }

        List<@Nullable HardwareJob> jobsInSlots() {
            return Arrays.asList(slots);
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            int slot = slots[0] == null ? 0 : 1;
            slots[slot] = wrong == Wrong.FORGETS_A_SLOT && slot == 1 ? null : job;
            completions[slot] = completion;
            timers.timer(() -> interrupt(slot)).arm(WORK_NANOS);
            return Launch.Accepted.RUNNING;
        }

        private void interrupt(int slot) {
            Completion completion = completions[slot];
            slots[slot] = null;
            completions[slot] = null;
            if (completion == null) {
                return;
            }
            completion.complete();
            if (wrong == Wrong.STALE_INTERRUPT) {
                timers.timer(() -> interrupt(slot)).arm(1);
            } else if (wrong == Wrong.REPORTS_LATE) {
                reported.add(completion);
            }
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {
            if (wrong == Wrong.REPORTS_LATE) {
                timers.timer(() -> reported.removeFirst().complete()).arm(1);
            }
        }
    }

    private static void build(Stage stage, Wrong wrong) {
        Device device = stage.device();
        Machine machine = new Machine(stage.hardwareSide("machine", false), wrong);
        Hardware watched = BackendRules.on(stage)
                .takingAtLeast(job -> WORK_NANOS)
                .slots(machine::jobsInSlots)
                .watch(machine);
        Scheduler scheduler = device.addScheduler(
                new SchedulerSettings("machine", new Fifo(), 2, 10_000, 1, null), stage.hardware("machine", watched));
        Entity entity = device.addEntity(Priority.NORMAL, List.of(scheduler));
        for (int i = 0; i < 3; i++) {
            long id = i;
            stage.client("client " + i)
                    .then("submits job " + id, () -> device.submit(new UnarmedJob(id, entity, 1, "payload")));
        }
    }

    @Explore(schedules = 2_000)
    void hardware_that_is_right_is_not_accused(Stage stage) {
        build(stage, Wrong.NOTHING);
    }

    /** Fails on purpose; run by the test below only. */
    static final class Careless {
        @Explore(schedules = 5_000)
        void stale(Stage stage) {
            build(stage, Wrong.STALE_INTERRUPT);
        }

        @Explore(schedules = 5_000)
        void slots(Stage stage) {
            build(stage, Wrong.FORGETS_A_SLOT);
        }

        @Explore(schedules = 5_000)
        void late(Stage stage) {
            build(stage, Wrong.REPORTS_LATE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stale, no completion comes before the work can have ended",
        "slots, 'one slot holds one job, and each job on the hardware has one'",
        "late, nothing is touched after it was freed"
    })
    void hardware_that_is_wrong_is_found_out(String method, String rule) {
        String message = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Careless.class, method, Stage.class.getName()))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(each -> each.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .findFirst()
                .orElseThrow();

        assertThat(message).startsWith("not true that " + rule + ": ");
    }
}
