package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.scenario.Scenarios.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample keeps what its comment promises. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final long MILLI = 1_000_000;

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Workload sample(String name) throws IOException {
        return Scenarios.read(Files.readString(SAMPLES.resolve(name)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_says_what_to_look_at_and_runs_twice_alike_in_lines_of_at_most_120_characters(Path file)
            throws IOException {
        String text = Files.readString(file);

        Run first = Scenarios.play(Scenarios.read(text));
        Run second = Scenarios.play(Scenarios.read(text));

        assertThat(text.lines().takeWhile(line -> line.startsWith("#")))
                .anyMatch(line -> line.contains("gpusched run samples/" + file.getFileName())
                        || line.contains("gpusched explore samples/" + file.getFileName()))
                .anyMatch(line -> line.startsWith("# Look at "));
        assertThat(text.lines()).allMatch(line -> line.length() <= 120);
        // What is for exploring is small.
        assertThat(first.events())
                .hasSizeGreaterThan(text.contains("gpusched run ") ? 100 : 10)
                .isEqualTo(second.events());
        assertThat(first.report().lines(80)).allMatch(line -> line.length() <= 80);
    }

    @Test
    void there_are_at_least_six_samples() throws IOException {
        assertThat(samples()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void the_compositor_is_in_time_and_the_game_has_most_of_the_gpu() throws IOException {
        Workload workload = sample("desktop-and-game.yaml");

        Run run = Scenarios.play(workload);
        Run roundRobin = Scenarios.play(workload.withPolicy(new RoundRobin()));

        ClientSummary compositor = run.client("compositor");
        assertThat(compositor.done()).isEqualTo(120);
        assertThat(compositor.latency().max()).isLessThan(11 * MILLI);
        assertThat(compositor.queued().max()).isBetween(8 * MILLI, 9 * MILLI);
        assertThat(compositor.queued().p50()).isBetween(1 * MILLI, 2 * MILLI);
        assertThat(run.client("game").gpuShare()).isBetween(0.75, 0.8);
        assertThat(run.client("browser").queued().max()).isBetween(15 * MILLI, 16 * MILLI);
        assertThat(roundRobin.client("browser").queued().max()).isBetween(31 * MILLI, 33 * MILLI);
    }

    @Test
    void without_its_priority_the_compositor_waits_four_times_as_long_under_fifo() throws IOException {
        String text = Files.readString(SAMPLES.resolve("desktop-and-game.yaml"));

        Run run = Scenarios.play(Scenarios.read(text.replace("priority: high", "priority: normal"))
                .withPolicy(new Fifo()));

        assertThat(run.client("compositor").queued().p50()).isBetween(4 * MILLI, 5 * MILLI);
    }

    @Test
    void the_player_overtakes_in_the_scheduler_but_not_on_the_ring() throws IOException {
        Workload workload = sample("video-and-training.yaml");

        ClientSummary one = Scenarios.play(workload).client("player");
        ClientSummary eight = Scenarios.play(workload.withCredits(8)).client("player");

        assertThat(one.latency().max()).isLessThan(42 * MILLI);
        assertThat(one.queued().p50()).isBetween(9 * MILLI, 11 * MILLI);
        assertThat(one.queued().max()).isBetween(16 * MILLI, 17 * MILLI);
        assertThat(eight.onRing().p50()).isBetween(42 * MILLI, 46 * MILLI);
        assertThat(eight.onRing().max()).isBetween(65 * MILLI, 68 * MILLI);
    }

    @Test
    void the_hog_does_not_starve_the_small_clients_under_fair() throws IOException {
        Workload workload = sample("inference-and-hog.yaml");

        Run fair = Scenarios.play(workload);
        Run fifo = Scenarios.play(workload.withPolicy(new Fifo()));

        assertThat(fair.client("small").queued().p50()).isBetween(2 * MILLI, 3 * MILLI);
        assertThat(fifo.client("small").queued().p50()).isBetween(280 * MILLI, 290 * MILLI);
        assertThat(fair.client("hog").gpuShare()).isCloseTo(0.56, within(0.01));
        for (Run run : List.of(fair, fifo)) {
            assertThat(run.report().rings().getFirst().busyShare()).isGreaterThan(0.99);
        }
    }

    @Test
    void the_hanging_client_is_blamed_and_the_others_go_on() throws IOException {
        Run run = Scenarios.play(sample("hanging-client.yaml"));

        List<JobTimes> broken = run.jobsOf(3);
        assertThat(run.report().timeoutsByClient()).containsOnlyKeys("broken").containsEntry("broken", 1);
        assertThat(broken.subList(0, 39)).allMatch(job -> job.error() == null);
        assertThat(broken.subList(39, broken.size()))
                .hasSizeGreaterThan(10)
                .allMatch(job -> Errno.ECANCELED.equals(job.error()));
        ClientSummary good = run.client("good");
        assertThat(good.failed()).isZero();
        assertThat(good.left()).isZero();
        assertThat(good.done()).isEqualTo(300);
        assertThat(Math.max(good.queued().max(), good.onRing().max())).isBetween(95 * MILLI, 105 * MILLI);
        assertThat(good.queued().p50()).isZero();
    }

    @Test
    void without_a_timeout_nobody_is_saved() throws IOException {
        Workload workload = sample("hanging-client.yaml").withTimeoutNanos(Nanos.NO_LIMIT);

        ClientSummary good = Scenarios.play(workload).client("good");

        assertThat(good.jobs()).isEqualTo(300);
        assertThat(good.left()).isEqualTo(222);
    }

    @Test
    void four_rings_are_loaded_alike_within_five_percent() throws IOException {
        Run run = Scenarios.play(sample("four-rings.yaml"));

        double mean = run.report().rings().stream()
                .mapToDouble(RingSummary::busyShare)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.93, within(0.01));
        assertThat(run.report().rings())
                .hasSize(4)
                .allSatisfy(ring -> assertThat(ring.busyShare()).isCloseTo(mean, within(0.05 * mean)));
    }

    @Test
    void a_ring_that_is_taken_out_gets_jobs_of_its_pinned_client_only() throws IOException {
        Run run = Scenarios.play(sample("ring-taken-out.yaml"));

        List<JobTimes> meanwhile = run.jobs().stream()
                .filter(job -> job.scheduler() == 1)
                .filter(job -> job.queuedNanos() > 1_100 * MILLI && job.queuedNanos() < 2_000 * MILLI)
                .toList();
        assertThat(meanwhile).hasSize(17).allMatch(job -> job.entity() == 12);
        assertThat(run.report().rings().get(0).busyShare()).isCloseTo(0.90, within(0.01));
        assertThat(run.report().rings().get(1).busyShare()).isCloseTo(0.52, within(0.01));
        assertThat(run.jobs()).allMatch(job -> job.error() == null);
    }

    @Test
    void messages_take_turns_with_the_jobs_of_a_ring_that_starts_again() throws IOException {
        Run run = Scenarios.play(sample("firmware.yaml"));

        List<String> turns = run.events().stream()
                .filter(event -> event.nanos() == 400 * MILLI)
                .flatMap(event -> switch (event) {
                    case Event.JobRun e -> Stream.of("run");
                    case Event.MessageProcessed e -> Stream.of(e.message());
                    default -> Stream.<String>empty();
                })
                .toList();
        assertThat(turns).containsExactly("run", "suspend", "run", "resume", "run", "run");
        assertThat(run.report().messages().sent()).isEqualTo(8);
        assertThat(run.report().messages().processed()).isEqualTo(8);
        assertThat(run.report().messages().longestWaitNanos()).isEqualTo(90 * MILLI);
        assertThat(run.client("render").queued().max()).isZero();
        assertThat(run.client("encode").queued().max()).isZero();
        assertThat(run.client("compute").queued().max()).isEqualTo(100 * MILLI);
    }
}
