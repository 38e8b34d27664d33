package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCommandTest {
    @TempDir
    private Path folder;

    private Path study = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("scenario.yaml"), """
                duration: 300ms
                latency: none
                rings: [{name: gfx}]
                entities: [{name: game}, {name: training}]
                clients:
                  - {entity: game, open: {every: 10ms}, jobs: [{duration: {normal: {mean: 1ms, sd: 100us}}}]}
                  - {entity: training, closed: {pause: 10us}, jobs: [{count: 8, duration: {normal: {mean: 2ms, sd: 200us}}}]}
                """);
        study = Files.writeString(folder.resolve("study.yaml"), """
                workloads: [{name: w, file: scenario.yaml}]
                policy: rr
                credits: [4, 3, 2, 1]
                measures: [p99(game), throughput]
                warm_up: 50ms
                replications: {at_least: 6, at_most: 60, step: 2}
                """);
    }

    private Invocation search(String goal, String cost) {
        return Invocation.of(
                "search", study, "--goal", goal, "--minimise", cost, "--results", folder.resolve("r"), "--workers", 0);
    }

    @Test
    void the_cheapest_setting_is_named_with_the_command_that_repeats_it_and_how_sure_it_is() {
        Invocation run = search("p99(game) < 9ms", "credits");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(run.out().getFirst()).isEqualTo("goal: p99(game) < 9 ms; as little as possible: credits");
        assertThat(run.out()).anyMatch(line -> line.matches("rr, 1 credit .* met +\\d+"));
        assertThat(String.join(" ", run.out()))
                .contains("The answer is: rr, 1 credit, after")
                .contains("at least 95 %")
                .contains("Kim and Nelson 2001");
        assertThat(run.out().getLast()).startsWith("  gpusched sweep " + study + " --point 3 --replications ");
    }

    @Test
    void where_no_setting_meets_the_goal_the_exit_code_says_so() {
        Invocation run = search("p99(game) < 1ms", "credits");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(String.join(" ", run.out())).contains("No setting meets the goal.");
    }

    @ParameterizedTest
    @CsvSource({
        "p99(game) = 8ms, credits, is not a valid --goal",
        "p99(game) < 8ms, money, 'money' is not a valid --minimise; expected credits",
        "p50(game) < 8ms, credits, the study does not measure p50(game); add it to its measures",
        "p99(game) < 8ms, p50, the study does not measure p50; add it to its measures",
    })
    void what_cannot_be_searched_for_is_refused(String goal, String cost, String message) {
        Invocation run = search(goal, cost);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(String.join("\n", run.err())).contains(message);
    }

    @Test
    void a_search_is_about_one_workload() throws IOException {
        Files.writeString(
                study,
                Files.readString(study)
                        .replace(
                                "[{name: w, file: scenario.yaml}]",
                                "[{name: w, file: scenario.yaml}, {name: v, file: scenario.yaml}]"));

        assertThat(search("p99(game) < 8ms", "credits").err())
                .singleElement()
                .asString()
                .contains("a search is about one workload, and this study has 2");
    }
}
