package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportOptionTest {
    private static final Path CASE = Path.of("..", "samples", "cases", "reset-fair.case");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"summary", "ftrace", "json"})
    void what_is_printed_stays_as_it_is_and_the_page_is_named_beside_it(String print) throws IOException {
        Path page = folder.resolve("run.html");

        Invocation plain = Invocation.of("run", CASE, "--print", print);
        Invocation with = Invocation.of("run", CASE, "--print", print, "--report", page);

        assertThat(with.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(with.out()).isEqualTo(plain.out());
        assertThat(with.err()).containsExactly("report: " + page);
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("reset-fair.case")
                .endsWith("</html>\n");
        assertThat(files()).containsExactly(page);
    }

    @Test
    void a_page_says_how_it_was_made() throws IOException, NoSuchAlgorithmException {
        Path page = folder.resolve("it's.html");
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(CASE)));

        Invocation.of("run", CASE, "--timeout", "50ms", "--report", page);

        assertThat(Files.readString(page))
                .contains("<dt>command</dt><dd>gpusched run " + CASE + " --timeout 50ms --report &#39;")
                .contains("<dt>program</dt><dd>gpusched ", ", commit ")
                .contains(Files.size(CASE) + " bytes, SHA-256 " + hash)
                .contains("<dt>settings</dt><dd>", "timeout 50.0 ms", "latency: none")
                .contains("The same command on the same input makes the same page");
    }

    @Test
    void a_page_of_what_came_through_standard_input_knows_its_hash() throws IOException {
        Path page = folder.resolve("in.html");

        Invocation.reading(Files.readAllBytes(CASE), "run", "-", "--report", page);

        assertThat(Files.readString(page)).contains("<dd>-, " + Files.size(CASE) + " bytes, SHA-256 ");
    }

    @Test
    void a_comparison_shows_what_it_measures_against_above_what_it_compares() throws IOException {
        Path page = folder.resolve("compare.html");
        Object[] plain = {"compare", CASE, "--policy", "rr,fair"};

        Invocation with = Invocation.of("compare", CASE, "--policy", "rr,fair", "--report", page);

        assertThat(with.out()).isEqualTo(Invocation.of(plain).out());
        assertThat(Files.readString(page))
                .containsSubsequence(
                        "\"name\":\"as it is\"",
                        "\"name\":\"rr, credits as given\"",
                        "\"name\":\"fair, credits as given\"");
    }

    @Test
    void a_comparison_with_a_recording_shows_its_replay_from_the_same_start() throws IOException {
        Path page = folder.resolve("compare.html");
        Path trace = Path.of("..", "samples", "steamvr-desktop.trace.txt");

        Invocation.of("compare", trace, "--policy", "fifo", "--report", page);

        assertThat(Files.readString(page))
                .containsSubsequence("\"name\":\"replayed\",\"end\":2373", "\"name\":\"fifo, ");
    }

    @Test
    void an_older_page_is_replaced() throws IOException {
        Path page = Files.writeString(folder.resolve("run.html"), "old");

        Invocation.of("run", CASE, "--report", page);

        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
    }

    @Test
    void a_folder_is_refused_before_anything_is_played() {
        Invocation run = Invocation.of("run", CASE, "--report", folder);

        assertRefused(run, folder + ": this is a folder; expected a file to write");
    }

    @Test
    void a_name_that_no_browser_knows_is_refused() {
        assertRefused(
                Invocation.of("run", CASE, "--report", folder.resolve("run.pdf")),
                folder.resolve("run.pdf") + ": this is not the name of a page; expected a name that ends in .html");
        assertRefused(
                Invocation.of("run", CASE, "--report", ""),
                "'': this is not the name of a file; expected a file to write");
    }

    @Test
    void a_missing_folder_is_refused() {
        Path page = folder.resolve("no").resolve("run.html");

        Invocation run = Invocation.of("demo", "--report", page);

        assertRefused(run, page + ": cannot be written: there is no folder " + page.getParent());
    }

    @Test
    void bad_input_leaves_no_page() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.case"), "polcy fifo\n");

        Invocation run = Invocation.of("run", bad, "--report", folder.resolve("run.html"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(files()).containsExactly(bad);
    }

    private static void assertRefused(Invocation run, String problem) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).containsExactly("gpusched: " + problem);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
