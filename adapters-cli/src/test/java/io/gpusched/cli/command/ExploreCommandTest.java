package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.order.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {
    private static final String CASE = """
            policy fifo
            scheduler 0 credits=2 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=10
            at 0 push job=1 entity=0 credits=1 duration_us=10
            at 5 push job=2 entity=1 credits=1 duration_us=10 deps=j0
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aCase() throws IOException {
        file = folder.resolve("three.case");
        Files.writeString(file, CASE);
    }

    @Test
    void where_nothing_is_wrong_nothing_is_found() {
        Invocation run = Invocation.of("explore", file, "--schedules", "200");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSize(5).last().isEqualTo("found       nothing");
        assertThat(run.out().getFirst()).matches("schedules   200 in \\d+\\.\\d\\d s, [\\d,]+ a second");
        assertThat(run.out()).contains("covered     no");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void an_exhaustive_exploration_says_that_it_has_covered_everything() {
        Invocation run = Invocation.of("explore", file, "--strategy", "exhaustive", "--late", "all");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("covered     yes: every order was explored", "found       nothing");
    }

    @Test
    void a_queue_that_lets_items_overlap_is_found_out_and_the_token_repeats_it() {
        Invocation run = Invocation.of("explore", file, "--queue", "concurrent");
        String token = last(run).substring("repeat it   gpusched replay ".length());
        Invocation replay = Invocation.of("replay", token);
        Invocation test = Invocation.of("replay", token, "--print", "junit");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).anyMatch(line -> line.startsWith("found       not true that the calls to one piece"));
        assertThat(token).hasSizeLessThanOrEqualTo(200).matches("[A-Za-z0-9_-]+");
        assertThat(replay.exitCode()).isZero();
        assertThat(run.out())
                .containsSubsequence(replay.out().stream()
                        .filter(line -> line.matches(" *\\d+\\. .*"))
                        .toList());
        assertThat(last(replay)).isEqualTo("exactly the same happened");
        assertThat(test.out()).contains("    void runs_one_call_at_a_time() {");
    }

    @Test
    void a_history_that_is_told_has_at_most_twenty_steps() {
        Invocation run = Invocation.of("explore", file, "--queue", "concurrent", "--strategy", "pct", "--seed", "9");

        assertThat(run.out().stream().filter(line -> line.matches(" *\\d+\\. .*")))
                .hasSizeBetween(2, 20);
    }

    @Test
    void some_of_the_small_workloads_can_be_explored() {
        Invocation run = Invocation.of("explore", "--small", "--every", "2000");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .hasSize(Policies.FOR_SEVERAL_ENTITIES.size())
                .allMatch(line -> line.contains(" workloads, ") && line.endsWith("nothing found"));
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(Invocation.of("explore").exitCode()).isEqualTo(2);
        assertThat(Invocation.of("explore", file, "--small").exitCode()).isEqualTo(2);
        assertThat(Invocation.of("explore", file, "--depth", "0").exitCode()).isEqualTo(2);
        assertThat(Invocation.of("explore", file, "--queue", "tidy").exitCode()).isEqualTo(2);
        assertThat(Invocation.of("explore", folder.resolve("none.case")).exitCode())
                .isEqualTo(2);
        assertThat(Invocation.of("replay", "nonsense").exitCode()).isEqualTo(2);
        assertThat(Invocation.of("replay").exitCode()).isEqualTo(2);
    }

    private static String last(Invocation run) {
        return run.out().getLast();
    }

    @Test
    void an_option_that_would_do_nothing_is_refused() {
        assertThat(Invocation.of("explore", file, "--every", "3").exitCode()).isEqualTo(2);
    }

    @Test
    void the_backends_inside_can_be_named_and_their_findings_repeated() throws IOException {
        // A slot holds one job.
        Files.writeString(file, CASE.replace("credits=2", "credits=1"));
        for (String driver : List.of("slot", "giving-up", "deferred-reset", "shared-reset")) {
            Invocation sound = Invocation.of("explore", file, "--backend", driver, "--schedules", 100);
            Invocation run = Invocation.of("explore", file, "--backend", driver, "--queue", "concurrent");

            assertThat(sound.exitCode()).as("%s", sound.out()).isZero();
            assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
            String token =
                    last(run).substring("repeat it   gpusched replay ".length()).split(" ", 2)[0];
            assertThat(Invocation.of("replay", token).exitCode())
                    .as("the token names the backend")
                    .isZero();
        }
        assertThat(Invocation.of("explore", file, "--backend", "slott").err())
                .singleElement()
                .asString()
                .contains("'slott' is not a backend; did you mean 'slot'?");
    }
}
