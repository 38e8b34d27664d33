package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchOptionTest {
    private static final Path NEWCOMERS = Examples.ROOT.resolve("samples/newcomers/three-jobs.case");
    private static final Path BEHIND = Examples.ROOT.resolve("samples/patches/newcomers-behind.diff");

    @TempDir
    private Path folder;

    private Path bug = Path.of("");

    /** Credits are given back twice, which several rules notice. */
    @BeforeEach
    void plant() throws IOException {
        String credits =
                Files.readString(Examples.ROOT.resolve("domain/src/main/java/io/gpusched/domain/sched/Credits.java"));
        String line = credits.lines()
                .filter(each -> each.contains("inFlight -="))
                .findFirst()
                .orElseThrow();
        bug = Files.writeString(folder.resolve("bug.diff"), """
                --- a/domain/src/main/java/io/gpusched/domain/sched/Credits.java
                +++ b/domain/src/main/java/io/gpusched/domain/sched/Credits.java
                @@ -1,1 +1,1 @@
                -%s
                +%s
                """.formatted(line, line.replace("-=", "-= 2 *")));
    }

    private static List<String> runs(Invocation run) {
        return run.out().stream()
                .filter(line -> line.contains(" run job="))
                .map(line -> line.replaceFirst(" entity=.*", ""))
                .toList();
    }

    @Test
    void run_plays_by_the_changed_source_and_says_what_was_changed() {
        Invocation changed = Invocation.of("run", NEWCOMERS, "--print", "trace", "--patch", BEHIND);

        assertThat(changed.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(changed.err()).containsExactly(BEHIND + ": changed io/gpusched/domain/order/Fair.java");
        assertThat(runs(changed)).containsExactly("0 run job=0", "10000 run job=1", "20000 run job=2");
        assertThat(runs(Invocation.of("run", NEWCOMERS, "--print", "trace")))
                .containsExactly("0 run job=0", "10000 run job=2", "20000 run job=1");
    }

    @Test
    void compare_compares_policies_of_the_changed_source() {
        Invocation changed = Invocation.of("compare", NEWCOMERS, "--policy", "fifo,fair", "--patch=" + BEHIND);

        assertThat(changed.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(changed.out())
                .isNotEqualTo(Invocation.of("compare", NEWCOMERS, "--policy", "fifo,fair")
                        .out());
    }

    @Test
    void conformance_shows_what_comes_out_otherwise_than_in_linux() {
        Invocation changed =
                Invocation.of("conformance", Examples.ROOT.resolve("samples/cases/credits.case"), "--patch", bug);

        assertThat(changed.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(changed.out()).last().isEqualTo("0 passed, 1 failed");
    }

    @Test
    void explore_finds_a_bug_of_the_changed_source_and_its_token_repeats_it_there_and_not_here() {
        Invocation explored = Invocation.of("explore", NEWCOMERS, "--schedules", "10", "--patch", bug);
        String[] repeat = explored.out().getLast().split(" ");
        String token = repeat[repeat.length - 3];
        Invocation there = Invocation.of("replay", token, "--patch", bug);
        Invocation here = Invocation.of("replay", token);

        assertThat(explored.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(explored.out().getLast()).startsWith("repeat it ").endsWith(" --patch " + bug);
        assertThat(there.out().getLast()).isEqualTo("exactly the same happened");
        assertThat(here.exitCode()).isEqualTo(ExitCode.DIFFERENT);
    }

    @Test
    void duel_searches_under_policies_of_the_changed_source() {
        Invocation changed = Invocation.of("duel", "fair", "fifo", "--tries", "400", "--patch", BEHIND);

        assertThat(changed.out())
                .filteredOn(line -> line.startsWith("repeat it "))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line).endsWith(" --patch " + BEHIND);
                    String token = line.split(" +")[4];
                    assertThat(Invocation.of("replay", token, "--patch", BEHIND).exitCode())
                            .isEqualTo(ExitCode.FINE);
                });
    }

    @Test
    void what_comes_through_standard_input_is_played_there() throws IOException {
        Invocation changed = Invocation.reading(
                Files.readString(NEWCOMERS).getBytes(StandardCharsets.UTF_8),
                "run",
                "-",
                "--print",
                "trace",
                "--patch",
                BEHIND);

        assertThat(runs(changed)).containsExactly("0 run job=0", "10000 run job=1", "20000 run job=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "compare", "explore", "conformance"})
    void bad_input_is_refused_as_it_is_without_a_patch(String command) {
        Invocation with = Invocation.of(command, "nowhere.case", "--patch", BEHIND);
        Invocation without = Invocation.of(command, "nowhere.case");

        assertThat(with.exitCode()).isEqualTo(without.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(with.err()).endsWith(without.err().toArray(String[]::new));
    }

    @Test
    void a_patch_that_does_not_fit_or_does_not_compile_is_refused_with_the_reason() throws IOException {
        Path noDiff = Files.writeString(folder.resolve("a.diff"), "hello\n");
        Path empty = Files.writeString(folder.resolve("b.diff"), "\n");
        Path misfit = Files.writeString(
                folder.resolve("c.diff"), Files.readString(BEHIND).replace("-        return", "-        retrun"));
        Path nonsense = Files.writeString(
                folder.resolve("d.diff"), Files.readString(BEHIND).replace("return 1;", "return one;"));

        assertThat(refusal(noDiff)).contains("it holds no change; expected a unified diff");
        assertThat(refusal(empty)).contains("it is empty; expected a unified diff");
        assertThat(refusal(misfit)).contains("it does not fit io/gpusched/domain/order/Fair.java of this version");
        assertThat(refusal(nonsense)).contains("it does not compile: ").contains("one");
        assertThat(refusal(Path.of("nowhere.diff"))).contains("nowhere.diff: no such file");
    }

    private static String refusal(Path patch) {
        Invocation run = Invocation.of("run", NEWCOMERS, "--patch", patch);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        return String.join("\n", run.err());
    }
}
