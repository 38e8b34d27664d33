package io.gpusched.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.study.PrintedResults.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintedResultsTest {
    private static final String SUITE = "scheduler_two_clients_one_credit_tests";

    @TempDir
    private Path folder;

    private void print(int recording, int elapsed, int average) throws IOException {
        Files.writeString(
                folder.resolve(SUITE + ".rr." + recording + ".txt"),
                "\t+   112ms: 100  1240  118; 100  1240  119\n"
                        + "    0: prio=normal sync=1 elapsed_ms=" + elapsed
                        + "ms (ideal_ms=1000ms) cycle_time(min,avg,max)=15,21,117 us latency_time(min,avg,max)=15,"
                        + average
                        + ",117 us\n        ok 1 Normal priority and normal priority\n");
    }

    @Test
    void the_distance_is_that_of_the_furthest_recordings_as_a_share_of_their_mean() throws IOException {
        print(1, 900, 100);
        print(2, 1_100, 100);
        print(3, 1_000, 300);

        PrintedResults results = PrintedResults.read(folder);

        assertThat(results.distance(SUITE + ".00", "rr", 0, Figure.RATE)).hasValue(0.2);
        assertThat(results.distance(SUITE + ".00", "rr", 0, Figure.P50)).hasValue(1);
        assertThat(results.distance(SUITE + ".00", "rr", 0, Figure.P99)).hasValue(0);
        assertThat(results.distance(SUITE + ".00", "fifo", 0, Figure.RATE)).isEmpty();
        assertThat(results.distance(SUITE + ".01", "rr", 0, Figure.RATE)).isEmpty();
    }

    @Test
    void without_a_folder_nothing_is_known() {
        assertThat(PrintedResults.read(folder.resolve("results")).distance(SUITE + ".00", "rr", 0, Figure.RATE))
                .isEmpty();
    }
}
