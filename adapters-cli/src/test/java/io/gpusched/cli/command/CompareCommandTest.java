package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final Path TRACE = Path.of("..", "samples", "steamvr-desktop.trace.txt");
    private static final String TWO_CLIENTS = """
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            at 0 client entity=0 first_job=0 jobs=1 job_us=3000 wait_us=0 sync=0 cycles=10
            at 1 client entity=1 first_job=10 jobs=1 job_us=1000 wait_us=0 sync=1 cycles=10
            """;

    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("w.case"), TWO_CLIENTS);
    }

    private static String row(Invocation compared, String client, String measure) {
        List<String> out = compared.out();
        int from = out.indexOf(client);
        return out.subList(from, out.size()).stream()
                .filter(line -> line.startsWith("  " + measure))
                .findFirst()
                .map(line -> line.substring(2 + measure.length()).strip().replaceAll(" +", " "))
                .orElse("");
    }

    @Test
    void each_combination_has_a_column_and_the_best_of_a_row_is_marked() throws IOException {
        Invocation compared = Invocation.of("compare", file(), "--policy", "fifo,rr", "--credits", "1,2");

        assertThat(compared.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(compared.out().get(3).replaceAll(" +", " ").strip()).isEqualTo("as it is fifo rr fifo rr");
        assertThat(row(compared, "entity 1", "latency p50, ms")).isEqualTo("1.00* 1.00* 4.00 1.00* 4.00");
        assertThat(row(compared, "entity 1", "latency max, ms")).startsWith("31.00 31.00 7.00");
        assertThat(row(compared, "all", "fairness (Jain)")).isEqualTo("0.800 0.800 0.800 0.800 0.800");
    }

    @Test
    void the_default_is_the_credit_limit_of_the_file_and_the_change_is_against_it() throws IOException {
        Invocation compared = Invocation.of("compare", file(), "--policy", "rr");

        assertThat(String.join("\n", compared.out())).contains("credits as given", "change against as it is, %");
        String changes = String.join(
                "\n",
                compared.out()
                        .subList(
                                compared.out().indexOf("change against as it is, %"),
                                compared.out().size()));
        assertThat(changes).containsPattern("latency p50, ms +\\+300\\.0");
    }

    @Test
    void a_priority_counts_in_the_variants_but_not_in_what_they_are_measured_against() throws IOException {
        Invocation compared =
                Invocation.of("compare", file(), "--policy", "fifo", "--priority", "entity 1=high", "--credits", "1");

        assertThat(row(compared, "entity 1", "latency max, ms")).isEqualTo("31.00 4.00*");
    }

    @Test
    void a_second_ring_takes_one_of_two_clients() throws IOException {
        Invocation compared = Invocation.of("compare", file(), "--policy", "fifo", "--rings", "1,2");

        assertThat(row(compared, "entity 1", "latency max, ms")).isEqualTo("31.00 31.00 1.00*");
        assertThat(row(compared, "entity 0", "latency max, ms")).isEqualTo("30.00 30.00 30.00");
    }

    @Test
    void a_trace_is_measured_against_what_was_recorded() {
        Invocation compared = Invocation.of(
                "compare", TRACE, "--policy", "fifo", "--credits", "recorded", "--frame", "RenderThread=2");

        assertThat(String.join("\n", compared.out()))
                .contains(
                        "change against replayed, %",
                        "frames/s",
                        "No setting changes anything here, beyond the error of the replay.",
                        "gfx is busy 48.9 % of the time");
        assertThat(row(compared, "RenderThread", "latency p50, ms")).isEqualTo("5.04 5.04 5.04");
    }

    @Test
    void an_answer_that_hangs_on_the_latency_is_marked() throws IOException {
        Path scenario = Files.writeString(folder.resolve("s.yaml"), """
                latency: {worker: 400us}
                rings: [{name: gfx}]
                entities: [{name: a}, {name: b}]
                clients:
                  - {entity: a, open: {every: 2ms, rounds: 400}, jobs: [{duration: 500us}, {duration: 700us}]}
                  - {entity: b, closed: {pause: 100us, rounds: 300}, jobs: [{duration: 300us}]}
                duration: 1s
                """);

        Invocation compared = Invocation.of("compare", scenario);

        assertThat(compared.out())
                .contains("latency: worker 400 us, completion none, client none")
                .contains("~ another setting is the best of the row at half or at twice the latency")
                .anyMatch(line -> line.contains(" ~ "));
    }

    @Test
    void the_recorded_machine_had_its_own_settings() {
        Object recording = Path.of("src", "test", "resources", "kernel-7.3", "newcomers.fair.txt.xz");

        Invocation fair =
                Invocation.of("compare", recording, "--base-policy", "fair", "--base-credits", "1", "--policy", "fair");

        assertThat(fair.out()).contains("No setting changes anything here, beyond the error of the replay.");
        assertThat(Invocation.of("compare", recording, "--base-credits", "1", "--policy", "fair")
                        .out())
                .doesNotContain("No setting changes anything here, beyond the error of the replay.");
    }

    @Test
    void programs_get_each_value_in_the_same_order_as_people() throws IOException {
        List<String> csv = Invocation.of("compare", file(), "--policy", "rr,fifo", "--print", "csv")
                .out();
        String json = String.join(
                "\n",
                Invocation.of("compare", file(), "--policy", "rr,fifo", "--print", "json")
                        .out());

        assertThat(csv).hasSize(1 + 2 * 12);
        assertThat(csv.get(1))
                .isEqualTo(
                        "\"rr, credits as given\",rr,,1,entity 0,\"latency p50, ms\",22.0,18.0,22.22222222222222,false,false,false");
        assertThat(json)
                .contains("\"against\" : \"as it is\"", "\"name\" : \"fifo, credits as given\"", "\"change_percent\"");
    }

    @Test
    void what_is_not_there_is_told_with_what_is() throws IOException {
        assertThat(Invocation.of("compare", file(), "--credits", "1,recorded")
                        .err()
                        .getFirst())
                .contains("--credits recorded is for recorded traces only");
        assertThat(Invocation.of("compare", file(), "--priority", "entty 1=low")
                        .err()
                        .getFirst())
                .contains("did you mean 'entity 1'? clients here: entity 0, entity 1");
        assertThat(Invocation.of("compare", file(), "--frame", "x=2").err().getFirst())
                .contains("--frame names the client 'x', which does not exist");
        assertThat(Invocation.of("compare", file(), "--loop", "open").err().getFirst())
                .contains("--loop is for recorded traces only");
        assertThat(Invocation.of("compare", file(), "--rings", "0").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void what_is_named_twice_is_refused() {
        Invocation run = Invocation.of("compare", "../samples/firmware.yaml", "--policy", "fifo,rr,fifo");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(String.join("\n", run.err())).contains("--policy names a value twice");
    }
}
