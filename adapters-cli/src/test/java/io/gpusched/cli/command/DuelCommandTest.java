package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuelCommandTest {
    private static final Path SCENARIO = Examples.ROOT.resolve("samples/video-and-training.yaml");

    @TempDir
    private Path folder;

    private static String token(Invocation run) {
        return run.out().stream()
                .filter(line -> line.startsWith("repeat it "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".* ", "");
    }

    @Test
    void what_is_found_has_a_reason_a_token_that_repeats_it_and_a_case() {
        Invocation run = Invocation.of("duel", "fair", "fifo", "--tries", "1000");
        Invocation replay = Invocation.of("replay", token(run));
        String text = String.join("\n", run.out());

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(text)
                .startsWith("1,000 workloads tried")
                .contains("candidate", "newcomers: under fair ", "\nwhy  ", "went first", "\n# duel fair fifo frame ");
        assertThat(replay.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(replay.out().getLast()).isEqualTo("exactly the same happened");
        assertThat(run.out()).containsAll(replay.out().subList(0, 5));
    }

    @Test
    void cases_are_saved_and_can_be_compared() throws IOException {
        Invocation run = Invocation.of("duel", "fair", "fifo", "--tries", "500", "--save", folder);
        Path saved = folder.resolve("newcomers.case");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(Files.readAllLines(saved).getFirst()).startsWith("# duel fair fifo frame ");
        assertThat(run.out()).containsSubsequence(Files.readAllLines(saved));
        assertThat(Invocation.of("compare", saved).exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_search_from_a_file_stays_with_its_clients() {
        Invocation run = Invocation.of("duel", "fifo", "fair", "--from", SCENARIO, "--tries", "20");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.out())
                .anyMatch(line -> line.matches("# duel fifo fair frame [a-z0-9',-]+"))
                .anyMatch(line -> line.startsWith("training ") || line.startsWith("player "));
    }

    @Test
    void nothing_is_found_where_nothing_is_that_much_worse() {
        Invocation run = Invocation.of("duel", "fair", "fifo", "--tries", "50", "--factor", "1000");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(run.out().getLast()).isEqualTo("found       nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fair fair|both policies are fair; expected two different ones",
                "fair cfs|'cfs' is not a valid POLICY",
                "fair|missing POLICY",
                "fair fifo --jobs 0|--jobs is 0; expected a whole number from 1 to 1000",
                "fair fifo --clients 1|--clients is 1; expected a whole number from 2 to 26",
                "fair fifo --tries 0|--tries is 0; expected a whole number of at least 1",
                "fair fifo --factor 1|--factor is 1.0; expected a number above 1",
                "fair fifo --save nowhere|there is no such folder",
                "fair fifo --from nowhere.case|no such file",
                "fair fifo --jobs 3 --from ../samples/cases/credits.case|--jobs does not go with --from"
            })
    void what_makes_no_sense_is_refused(String words, String message) {
        Invocation run = Invocation.of((Object[]) ("duel " + words).split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(String.join("\n", run.err())).contains(message);
    }

    @Test
    void a_token_that_was_changed_is_refused_and_one_of_other_code_differs() {
        String token = token(Invocation.of("duel", "fair", "fifo", "--tries", "300"));

        assertThat(Invocation.of("replay", token.substring(1)).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(Invocation.of("replay", token, "--print", "junit").err())
                .isEqualTo(List.of("gpusched: TOKEN: it is about a duel, which takes neither FILE nor --print"));
    }
}
