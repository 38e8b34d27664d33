package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.cli.sweep.ShardWorkers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepCommandTest {
    private static final List<String> RESULTS =
            List.of("points.csv", "points.parquet", "runs.csv", "runs.parquet", "study.html");
    private static final int SHARDS = 12;

    private static final String SCENARIO = """
            duration: 200ms
            latency: none
            rings: [{name: gfx}]
            entities: [{name: game}, {name: training}]
            clients:
              - {entity: game, open: {every: 5ms}, jobs: [{duration: {lognormal: {median: 1ms, sigma: 0.5}}}]}
              - {entity: training, closed: {pause: 100us}, jobs: [{count: 4, duration: {exponential: {mean: 1ms}}}]}
            """;

    private static final String STUDY = """
            workloads: [{name: desktop, file: scenario.yaml}]
            policy: [fifo, rr, fair]
            credits: [1, 2]
            measures: [p99(game), wait.mean, throughput, fairness]
            warm_up: 20ms
            replications: {at_least: 24, in_shard: 2}
            """;

    @TempDir
    private Path folder;

    private Path study = Path.of("");

    @BeforeEach
    void write() throws IOException {
        study = Files.writeString(folder.resolve("study.yaml"), STUDY);
        Files.writeString(folder.resolve("scenario.yaml"), SCENARIO);
    }

    private Invocation sweep(Path results, Object... more) {
        return Invocation.of(Stream.concat(Stream.of("sweep", study, "--results", results), Stream.of(more))
                .toArray());
    }

    private void assertEqualFiles(Path one, Path other) {
        assertThat(RESULTS)
                .allSatisfy(name -> assertThat(other.resolve(name)).hasSameBinaryContentAs(one.resolve(name)));
    }

    @Test
    void the_table_has_a_row_for_each_setting_with_its_change() {
        Invocation run = sweep(folder.resolve("r"), "--workers", 0);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(run.out().getFirst()).isEqualTo("desktop");
        assertThat(run.out())
                .filteredOn(line -> line.startsWith("fair, 2 credits"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(String.join(" ", run.out()))
                .contains("24 replications of each setting")
                .contains("95 %");
        assertThat(RESULTS).allMatch(name -> Files.exists(folder.resolve("r").resolve(name)));
    }

    @Test
    void every_point_has_a_command_that_computes_it_again() throws IOException {
        Path results = folder.resolve("r");
        sweep(results, "--workers", 0);
        List<String> lines = Files.readAllLines(results.resolve("points.csv"));
        String[] row = lines.get(1 + 4 * 4).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
        String[] words = row[row.length - 1].split(" ");

        Invocation again = Invocation.of(Stream.of(words).skip(1).toArray());

        assertThat(words).startsWith("gpusched", "sweep", study.toString(), "--point", "4");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FINE);
        List<String> whole = sweep(results, "--merge").out();
        String figures = again.out().get(4).replaceFirst("^(rr, 2 credits +\\S+ +\\S+ +\\S+ +\\S+).*", "$1");
        assertThat(whole).anyMatch(line -> line.replaceAll(" +", " ").startsWith(figures.replaceAll(" +", " ")));
        assertThat(Files.readString(results.resolve("study.html"))).contains(row[row.length - 1]);
    }

    @Test
    void one_replication_is_shown_as_a_run() {
        Invocation run = Invocation.of("sweep", study, "--point", 5, "--replication", 7);

        assertThat(run.out().getFirst()).startsWith("desktop: fair, 2 credits, replication 7, seed ");
        assertThat(String.join("\n", run.out())).contains("game").contains("jobs in 200.000 ms");
    }

    @Test
    void shards_that_were_played_one_by_one_in_any_order_merge_to_the_same_bytes() {
        Path one = folder.resolve("one");
        Path many = folder.resolve("many");
        sweep(one, "--workers", 0);

        Invocation early = sweep(many, "--merge");
        Invocation all = sweep(many, "--missing");
        for (int shard = SHARDS - 1; shard > 0; shard--) {
            assertThat(sweep(many, "--shard", shard).out()).containsExactly(Integer.toString(shard));
        }
        Invocation numbers = Invocation.reading(
                "0\n11\n".getBytes(StandardCharsets.US_ASCII), "sweep", study, "--results", many, "--shard", "-");
        Invocation nothing = sweep(many, "--missing");
        Invocation merged = sweep(many, "--merge");

        assertThat(all.out()).hasSize(SHARDS).startsWith("0", "1");
        assertThat(nothing.out()).isEmpty();
        assertThat(early.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(early.err())
                .singleElement()
                .asString()
                .contains("12 shards are missing, the first is 0; play it with");
        assertThat(numbers.out()).containsExactly("0", "11");
        assertThat(merged.exitCode()).isEqualTo(ExitCode.FINE);
        assertEqualFiles(one, many);
    }

    /** The master and a worker are killed in the middle, several times, as by a power loss; what is left is what counts. */
    @Test
    void a_study_that_is_killed_again_and_again_ends_with_the_same_bytes() throws Exception {
        Path one = folder.resolve("one");
        Path killed = folder.resolve("killed");
        sweep(one, "--workers", 0);
        Random random = new Random(5);
        for (int done = 2; done < SHARDS - 2; done += 5) {
            Process master = start(killed);
            awaitShards(master, killed, done);
            if (random.nextBoolean()) {
                master.children().findFirst().ifPresent(ProcessHandle::destroyForcibly);
                awaitShards(master, killed, done + 1);
            }
            master.destroyForcibly();
            master.waitFor();
        }
        List<Path> finished = shardFiles(killed);
        List<String> before = new ArrayList<>();
        for (Path each : finished) {
            before.add(Files.getLastModifiedTime(each) + Files.readString(each));
        }

        assertThat(start(killed).waitFor()).isEqualTo(ExitCode.FINE);

        assertEqualFiles(one, killed);
        List<String> after = new ArrayList<>();
        for (Path each : finished) {
            after.add(Files.getLastModifiedTime(each) + Files.readString(each));
        }
        assertThat(after).as("nothing was played twice").isEqualTo(before);
        assertThat(finished).hasSizeBetween(4, SHARDS);
    }

    private Process start(Path results) throws IOException {
        List<String> command = ShardWorkers.thisProgram(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                "io.gpusched.cli.Main",
                List.of("sweep", study.toString(), "--results", results.toString(), "--workers", "2"));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static void awaitShards(Process running, Path results, int wanted) throws Exception {
        while (running.isAlive() && shardFiles(results).size() < wanted) {
            running.waitFor(2, TimeUnit.MILLISECONDS);
        }
    }

    private static List<Path> shardFiles(Path results) throws IOException {
        Path shards = results.resolve("shards").resolve("000000");
        if (!Files.isDirectory(shards)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(shards)) {
            return files.filter(each -> each.getFileName().toString().matches("\\d+\\.csv"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_study_that_was_changed_does_not_go_on_with_the_old_shards() throws IOException {
        Path results = folder.resolve("r");
        sweep(results, "--shard", 0);
        Files.writeString(folder.resolve("scenario.yaml"), SCENARIO.replace("5ms", "6ms"));

        Invocation run = sweep(results, "--workers", 0);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).singleElement().asString().contains("this folder has results of another study");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "file: scenario.yaml ~ file: senario.yaml ~ study.yaml:1:35: there is no file ",
                "file: scenario.yaml ~ file: scenario.yaml, cost: {fixed: 1ms} ~ study.yaml:1:35: this is not a trace of requests; remove",
                "file: scenario.yaml ~ file: scenario.yaml, resample: 1s ~ study.yaml:1:35: only requests can be drawn in blocks",
                "p99(game) ~ p99(gmae) ~ 'measures' names the client 'gmae', which no workload has; did you mean 'game'? expected one of "
                        + "game, training",
                "credits: [1, 2] ~ weights: [{client: nobody, values: 1}] ~ 'weights' names the client 'nobody', which no workload has;",
            })
    void what_is_wrong_with_a_study_is_said(String part, String wrong, String message) throws IOException {
        Files.writeString(study, STUDY.replace(part, wrong));

        Invocation run = sweep(folder.resolve("r"), "--workers", 0);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).singleElement().asString().contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "--shard, 12, there is no shard '12'; expected a number from 0 to 11",
        "--shard, x, 'x' is not a valid --shard",
        "--point, 6, there is no point 6; expected 0 to 5",
        "--replications, 5, name it with --point",
        "--workers, -1, expected 0 or more",
        "--merge, --missing, exclude each other",
    })
    void numbers_that_do_not_exist_are_refused(String option, String value, String message) {
        Invocation run = sweep(folder.resolve("r"), option, value);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(String.join("\n", run.err())).contains(message);
    }

    @Test
    void a_worker_that_ends_again_and_again_ends_the_study() {
        ShardWorkers workers = new ShardWorkers(List.of("false"), 1, folder.resolve("log"));

        assertThatThrownBy(() -> workers.play(List.of(3), shard -> {}))
                .isInstanceOf(ShardWorkers.FailedWorkers.class)
                .hasMessageContaining("workers ended 3 times while they had shard 3");
    }
}
