package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.command.Examples.Example;
import io.gpusched.cli.terminal.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whatever people copy from help, from the README or from the docs works as printed. See {@link Examples} for the convention. */
class ExamplesTest {
    private static final Pattern WRITES =
            Pattern.compile("(?:--(?:report|perfetto|trace-dat|events|output)[ =]|(?:^| )-o |> ?)(\\S+)");

    @TempDir
    private Path folder;

    static Stream<CommandLine> commands() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        CommandLine root = Program.of(new Console(nowhere, nowhere, Surroundings.NONE, () -> 0));
        return withThoseBelow(root);
    }

    private static Stream<CommandLine> withThoseBelow(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ExamplesTest::withThoseBelow));
    }

    static List<Path> documents() throws IOException {
        List<Path> documents =
                new ArrayList<>(List.of(Examples.ROOT.resolve("README.md"), Examples.ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(Examples.ROOT.resolve("docs"))) {
            docs.filter(each -> each.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private void assertWork(List<Example> examples) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Example each : examples.stream().distinct().toList()) {
            Invocation run = Examples.run(each, folder);
            if (run.exitCode() != each.exitCode()) {
                wrong.add(each + "\n  ended with " + run.exitCode() + " instead of " + each.exitCode() + ": "
                        + String.join("\n  ", run.err()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_help_has_two_examples_that_work(CommandLine command) throws IOException {
        List<String> footer = List.of(command.getCommandSpec().usageMessage().footer());
        List<Example> examples = Examples.among(footer);

        assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
        assertThat(footer).allMatch(line -> line.startsWith("  gpusched"));
        assertThat(examples)
                .anyMatch(each -> command.getParent() == null || each.words().contains(command.getCommandName()));
        assertWork(examples);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void the_examples_of_a_document_work(Path document) throws IOException {
        assertWork(Examples.in(document));
    }

    /** So that nobody who follows the documents has files of theirs among the changes. */
    @Test
    void git_ignores_what_examples_write() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Path document : documents()) {
            examples.addAll(Examples.in(document));
        }
        commands()
                .map(command -> command.getCommandSpec().usageMessage().footer())
                .forEach(footer -> examples.addAll(Examples.among(List.of(footer))));
        List<PathMatcher> ignored = Files.readAllLines(Examples.ROOT.resolve(".gitignore")).stream()
                .filter(line -> line.startsWith("/") && !line.endsWith("/"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.substring(1)))
                .toList();

        List<String> written =
                examples.stream().flatMap(ExamplesTest::written).distinct().toList();

        assertThat(written)
                .hasSizeGreaterThan(5)
                .allMatch(file -> ignored.stream().anyMatch(each -> each.matches(Path.of(file))), "is in .gitignore");
    }

    /** Returns the files that an example writes to the folder in which it is run. */
    private static Stream<String> written(Example example) {
        Matcher option = WRITES.matcher(String.join(" ", example.words()));
        return option.results().map(found -> found.group(1)).filter(file -> !file.contains("/"));
    }

    @Test
    void examples_are_found_as_the_convention_says() throws IOException {
        Path document = Files.writeString(folder.resolve("a.md"), """
                gpusched is a word of this sentence.
                ```console
                $ ./gpusched run a.yaml \\
                    --policy fair   # comment
                output of it
                ./gpusched verify x.jsonl | head   # exit code 1
                gpusched
                gpusched-other
                ```
                ```text
                gpusched run FILE
                ```
                    gpusched indented
                """);

        List<Example> examples = Examples.in(document);

        assertThat(examples.stream().map(Example::words))
                .containsExactly(List.of("run", "a.yaml", "--policy", "fair"), List.of("verify", "x.jsonl"), List.of());
        assertThat(examples.stream().map(Example::exitCode)).containsExactly(0, 1, 0);
    }

    @Test
    void files_are_read_from_the_repository_and_written_elsewhere() throws IOException {
        Invocation run = Examples.run(
                Examples.among(List.of("gpusched run samples/firmware.yaml --events=events.jsonl > out.txt"))
                        .getFirst(),
                folder);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(folder.resolve("events.jsonl")).isNotEmptyFile();
        assertThat(folder.resolve("out.txt")).hasContent(String.join("\n", run.out()));
    }
}
