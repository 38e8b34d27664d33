package io.gpusched.adapters.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timer;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a team with hardware of its own does; {@code docs/exploration.md} shows the parts between the marks. */
class OwnHardwareTest {
    // docs: hardware
    /** An accelerator with two slots. A job is done when its slot says so; the interrupt comes a little later. */
    static final class Npu implements Hardware {
        private static final long WORK_NANOS = 100;
        private final @Nullable HardwareJob[] slots = new HardwareJob[2];
        private final Timers timers;
        private final boolean clearsFirst;

        Npu(Writer side, boolean clearsFirst) {
            this.timers = side.timers();
            this.clearsFirst = clearsFirst;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            int slot = slots[0] == null ? 0 : 1;
            slots[slot] = job;
            Timer interrupt = timers.timer(() -> done(slot, completion));
            interrupt.arm(WORK_NANOS);
            return Launch.Accepted.RUNNING;
        }

        private void done(int slot, Completion completion) {
            if (clearsFirst) {
                slots[slot] = null;
                completion.complete();
            } else {
                completion.complete();
                // The bug: by now another job may be in the slot.
                timers.timer(() -> slots[slot] = null).arm(0);
            }
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}

        /** Returns what is wrong with the slots, or null. */
        @Nullable
        String wrong(int inFlight) {
            int used = (slots[0] == null ? 0 : 1) + (slots[1] == null ? 0 : 1);
            return used < inFlight ? inFlight + " jobs in flight, " + used + " slots in use" : null;
        }
    }
    // docs: end

    private static void build(Stage stage, boolean clearsFirst) {
        // docs: scenario
        Device device = stage.device();
        Npu npu = new Npu(stage.hardwareSide("npu", false), clearsFirst);
        Scheduler scheduler = device.addScheduler(
                new SchedulerSettings("npu", new Fifo(), 2, 10_000, 1, null, SchedulerSettings.ALL_PRIORITIES),
                stage.hardware("npu", npu));
        Entity entity = device.addEntity(Priority.NORMAL, List.of(scheduler));
        for (int i = 0; i < 4; i++) {
            long id = i;
            stage.client("client " + i)
                    .then("submits job " + id, () -> device.submit(new UnarmedJob(id, entity, 1, "payload")));
        }
        stage.rule(
                "every job in flight has a slot",
                () -> npu.wrong(scheduler.credits().inFlight()));
        // docs: end
    }

    @Explore(schedules = 10_000)
    void hardware_that_clears_its_slot_first_survives_every_order(Stage stage) {
        build(stage, true);
    }

    /** Fails on purpose; run by the tests below only. */
    static final class Careless {
        @Explore(schedules = 10_000)
        void every_job_has_a_slot(Stage stage) {
            build(stage, false);
        }
    }

    @Test
    void hardware_that_clears_its_slot_after_the_completion_is_found_out() {
        String message =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Careless.class))
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

        assertThat(message)
                .startsWith("not true that every job in flight has a slot: ")
                .contains("  1. at 0 us, ", "client: client ", "hardware: npu", "repeat it with @Explore(replay = \"");
        assertThat(message.lines().filter(line -> line.matches(" *\\d+\\. .*"))).hasSizeBetween(3, 20);
    }

    @Test
    void the_code_in_the_documentation_is_the_code_above() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/exploration.md"))) {
            root = root.getParent();
        }
        List<String> documented = Files.readAllLines(root.resolve("docs/exploration.md")).stream()
                .map(String::strip)
                .toList();
        List<String> source = Files.readAllLines(
                root.resolve("adapters-executor/src/test/java/io/gpusched/adapters/explore/OwnHardwareTest.java"));
        boolean shown = false;
        int count = 0;
        for (String line : source) {
            boolean mark = line.strip().startsWith("// docs: ");
            shown = mark ? !line.endsWith("end") : shown;
            if (shown && !mark) {
                assertThat(documented).contains(line.strip());
                count++;
            }
        }
        assertThat(count).isGreaterThan(50);
    }
}
