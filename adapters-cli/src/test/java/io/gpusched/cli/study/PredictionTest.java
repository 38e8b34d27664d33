package io.gpusched.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.fidelity.Fidelity;
import io.gpusched.application.fidelity.Fidelity.ClientWaits;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.study.Prediction.Source;
import io.gpusched.cli.study.PrintedResults.Figure;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.TraceFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of a running kernel. */
class PredictionTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "kernel-7.3");
    private static final String HALVES = "scheduler_two_clients_one_credit_tests.04-50-and-50.";
    private static final String INTERACTIVE =
            "scheduler_two_clients_one_credit_tests.08-heavy-rendering-and-interactive-client.";

    private static Source source(String name) {
        Policy policy = PredictionStudy.policyOf(name).orElseThrow();
        Recording recording =
                TraceFiles.read(FOLDER.resolve(name), (done, all) -> {}).get();
        return new Source(policy, recording);
    }

    private static Replay replay(String name) {
        Source source = source(name);
        KernelTest test = KernelTest.of(name).orElseThrow();
        return Replay.of(source.recording(), test.options(source.recording()).with(source.policy()));
    }

    private static Fidelity fidelity(String name) {
        Replay replay = replay(name);
        JobLog log = new JobLog(replay.workload()::overlaps);
        Simulation.play(replay.workload(), LinuxBugs.MENDED, log);
        return Fidelity.of(replay, log);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HALVES + "rr.txt.xz",
                HALVES + "fifo.txt.xz",
                HALVES + "fair.txt.xz",
                INTERACTIVE + "rr.txt.xz",
                INTERACTIVE + "fair.txt.xz",
                "newcomers.rr.txt.xz",
                "newcomers.fifo.txt.xz",
                "newcomers.fair.txt.xz",
                "steamvr.01-training-one-credit.rr.txt.xz",
                "steamvr.01-training-one-credit.fifo.txt.xz"
            })
    void come_out_in_the_recorded_order_with_the_recorded_waits(String name) {
        Fidelity fidelity = fidelity(name);
        ClientWaits all = fidelity.clients().getLast();

        assertThat(fidelity.isSameOrder()).isTrue();
        assertThat(all.toRun().error().p99()).isLessThan(200_000);
        assertThat(all.toDone().error().p50()).isLessThan(50_000);
    }

    @Test
    void one_swap_hardly_changes_the_order_of_pairs() {
        Fidelity fidelity = fidelity(INTERACTIVE + "fifo.txt.xz");

        assertThat(fidelity.isSameOrder()).isFalse();
        assertThat(fidelity.rings().getFirst().orderedPairs()).isGreaterThan(0.99);
    }

    @ParameterizedTest
    @ValueSource(strings = {HALVES + "fifo.txt.xz", HALVES + "fair.txt.xz", INTERACTIVE + "rr.txt.xz"})
    void show_that_synchronous_clients_wait_for_their_last_job(String name) {
        assertThat(replay(name).closedLoops()).containsExactly(1, 1);
    }

    @Test
    void show_that_a_compositor_follows_a_clock_and_a_training_job_does_not() {
        Replay replay = replay("steamvr.01-training-one-credit.rr.txt.xz");

        for (int i = 0; i < 3; i++) {
            boolean isTraining = replay.recording().clients().get(i).name().equals("training");
            assertThat(replay.closedLoops().get(i) > 0).isEqualTo(isTraining);
        }
    }

    @Test
    void predict_that_turns_by_job_let_the_largest_queue_grow() {
        String name = "steamvr.01-training-one-credit";
        List<Prediction> predictions = Prediction.of(
                name,
                KernelTest.of(name).orElseThrow(),
                source(name + ".fifo.txt.xz"),
                source(name + ".rr.txt.xz"),
                PrintedResults.read(FOLDER.resolve("results")));

        Prediction compositor = predictions.stream()
                .filter(each -> each.client().equals("RenderThread"))
                .findFirst()
                .orElseThrow();
        assertThat(compositor.seen().latencyP50Nanos()).isGreaterThan(161_000_000);
        assertThat(compositor.predicted().latencyP50Nanos()).isGreaterThan(100_000_000);
    }

    @Test
    void predict_newcomers_under_fair_from_those_under_fifo() {
        List<Prediction> predictions = Prediction.of(
                "newcomers",
                KernelTest.of("newcomers").orElseThrow(),
                source("newcomers.fifo.txt.xz"),
                source("newcomers.fair.txt.xz"),
                PrintedResults.read(FOLDER.resolve("results")));

        assertThat(predictions).hasSize(1);
        assertThat(predictions.getFirst().holds(Figure.RATE)).isTrue();
        assertThat(predictions.getFirst().holds(Figure.P99)).isTrue();
    }

    @Test
    void have_names_that_the_table_of_tests_knows() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains(".txt")))
                    .isNotEmpty()
                    .allMatch(name -> PredictionStudy.policyOf(name).isPresent());
        }
    }
}
