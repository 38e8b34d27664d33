package io.gpusched.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.views.text.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted along is what the report finds afterwards. */
class LiveFiguresTest {
    @ParameterizedTest
    @ValueSource(strings = {"video-and-training", "desktop-and-game", "firmware"})
    void agree_with_the_report(String sample) throws IOException {
        Path file = Path.of("..", "samples", sample + ".yaml");
        Workload workload =
                ScenarioReader.read(file.toString(), Files.readString(file)).get();
        RunReport report = new RunReport(workload);
        LiveFigures figures = new LiveFigures(workload.clients());

        Simulation run = Simulation.play(workload, LinuxBugs.MENDED, report.andThen(figures));
        Snapshot snapshot =
                figures.of(new Simulation(report.endNanos(), run.entities(), run.schedulers(), run.isTornDown()));

        List<RingSummary> rings = report.rings();
        for (int id = 0; id < rings.size(); id++) {
            Snapshot.RingState ring = snapshot.rings().get(id);
            assertThat(ring.done()).isEqualTo(rings.get(id).done());
            assertThat((double) ring.busyNanos() / report.endNanos())
                    .isCloseTo(rings.get(id).busyShare(), within(1e-9));
            assertThat(ring.inFlight()).isBetween(0, ring.limit());
        }
        List<ClientSummary> clients = report.clients();
        if (clients.size() == snapshot.entities().size()) {
            for (int id = 0; id < clients.size(); id++) {
                ClientSummary client = clients.get(id);
                Snapshot.EntityState entity = snapshot.entities().get(id);
                assertThat(entity.done()).isEqualTo(client.done());
                assertThat(entity.failed()).isEqualTo(client.failed());
                assertThat(entity.queued() + entity.inFlight()).isEqualTo(client.left());
                assertThat((double) entity.gpuNanos() / report.endNanos()).isCloseTo(client.gpuShare(), within(1e-9));
                assertThat((double) entity.waitP99())
                        .isCloseTo(
                                client.waiting().p99(),
                                within(0.02 * client.waiting().p99() + 1));
            }
        }
    }
}
