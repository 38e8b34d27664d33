package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.gpusim.SimulatedBackend;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.conformance.RecordedCases;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.TraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** First in, first out, the exploring writer gives Linux's trace for every case, as virtual time does. */
final class ExploredCasesTest {
    @TestFactory
    Stream<DynamicTest> every_case_gives_the_trace_of_Linux() {
        return RecordedCases.all()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Workload workload =
                            CaseReader.read(each.name(), each.text()).get();

                    assertThat(trace(workload)).isEqualTo(each.expected());
                }));
    }

    private static List<String> trace(Workload workload) {
        List<String> lines = new ArrayList<>();
        TraceWriter trace = new TraceWriter(lines::add);
        List<Runnable> atEnd = new ArrayList<>();
        Guarantees rules = new Guarantees(Queues.ORDERED, Lateness.NONE);
        try (Runs runs = new Runs(
                stage -> {
                    stage.until(workload.untilNanos());
                    Device device = stage.device(
                            LinuxBugs.REPRODUCED, new Recorder(stage.writer().clock(), trace));
                    Player player = new Player(workload, device, stage.writer(), new SimulatedBackend());
                    player.start();
                    stage.hangs(job -> true);
                    atEnd.add(() -> trace.end(
                            stage.writer().clock().nanos(),
                            player.entities(),
                            player.schedulers(),
                            device::isTornDown));
                },
                rules,
                Integer.MAX_VALUE)) {
            ScheduleOutcome outcome = runs.run(Interleaving.FIRST_IN_FIRST_OUT);
            assertThat(outcome.violation()).isNull();
        }
        atEnd.forEach(Runnable::run);
        return lines;
    }
}
