package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
    private static final Path NEWCOMERS = Examples.ROOT.resolve("samples/newcomers/three-jobs.case");
    private static final Path HOG = Examples.ROOT.resolve("samples/inference-and-hog.yaml");
    private static final Path BEHIND = Examples.ROOT.resolve("samples/patches/newcomers-behind.diff");

    @TempDir
    private Path folder;

    @Test
    void policies_part_at_a_decision_that_is_shown_with_both_keys() {
        Invocation run = Invocation.of("diff", "fifo", "fair", "--on", NEWCOMERS);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.out())
                .startsWith(
                        "A  fifo",
                        "B  fair",
                        "",
                        "first decision that differs: number 2 on ring ring0",
                        "  A  at 10.000 ms  job 1 of entity 1, key 1,000,000 in run queue 2",
                        "                   job 2 of entity 2 waited, key 2,000,000 in run queue 2",
                        "  B  at 10.000 ms  job 2 of entity 2, key -1",
                        "                   job 1 of entity 1 waited, key 0");
    }

    @Test
    void parts_of_gain_and_loss_sum_to_a_hundred_per_cent() {
        Invocation run = Invocation.of("diff", "fifo", "fair", "--on", HOG);
        Map<String, Long> tenths = new TreeMap<>();
        for (String line : run.out()) {
            String[] cells = line.split(" +");
            if (cells[0].equals("small") || cells[0].equals("hog")) {
                // The first part of the table has four more columns in front.
                int from = tenths.containsKey(cells[0]) ? 1 : 5;
                long sum = Arrays.stream(cells)
                        .skip(from)
                        .mapToLong(cell -> Math.round(Double.parseDouble(cell) * 10))
                        .sum();
                tenths.merge(cells[0], sum, Long::sum);
            }
        }

        assertThat(tenths).isEqualTo(Map.of("small", 1_000L, "hog", 1_000L));
    }

    @Test
    void versions_differ_as_their_sources_do() {
        Invocation run = Invocation.of("diff", "this", BEHIND, "--on", NEWCOMERS, "--policy", "fair");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.out()).contains("                   job 1 of entity 1 waited, key 0");
        assertThat(Invocation.of("diff", "this", BEHIND, "--on", NEWCOMERS, "--policy", "rr")
                        .exitCode())
                .isEqualTo(ExitCode.FINE);
    }

    @Test
    void runs_and_recordings_are_files() {
        Path a = folder.resolve("a.events");
        Path b = folder.resolve("b.events");
        Path fair = Examples.ROOT.resolve("samples/newcomers/fair.txt.xz");
        Invocation.of("run", NEWCOMERS, "--policy", "fifo", "--events", a);
        Invocation.of("run", NEWCOMERS, "--policy", "fair", "--events", b);
        Invocation recordings = Invocation.of("diff", fair, Examples.ROOT.resolve("samples/newcomers/rr.txt.xz"));

        assertThat(Invocation.of("diff", a, b).out().subList(2, 12))
                .isEqualTo(Invocation.of("diff", "fifo", "fair", "--on", NEWCOMERS)
                        .out()
                        .subList(2, 12));
        assertThat(Invocation.of("diff", a, a).out()).last().asString().startsWith("no difference");
        assertThat(recordings.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(String.join("\n", recordings.out()))
                .contains("first decision that differs: number 1 on ring", "by a key that is not known");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fair fifo|fair is played on something: give it with --on FILE",
                "a.events this|this is played on something",
                "../samples/cases/timeout.case ../samples/cases/credits.case --on x.case|--on goes with a policy",
                "../samples/cases/timeout.case ../samples/cases/credits.case --policy rr|options that change a run go with --on",
                "nowhere.events ../samples/cases/credits.case|no such file",
                "fair fifo --on nowhere.case|no such file",
                "this nowhere.diff --on ../samples/cases/credits.case|nowhere.diff: no such file"
            })
    void what_makes_no_sense_is_refused(String words, String message) {
        Invocation run = Invocation.of((Object[]) ("diff " + words).split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(String.join("\n", run.err())).contains(message);
    }
}
