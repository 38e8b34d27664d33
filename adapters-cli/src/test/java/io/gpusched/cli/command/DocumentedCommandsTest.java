package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What these documents show of a command is what it prints. A line of three dots stands for any number of lines. */
class DocumentedCommandsTest {
    private static final List<String> DOCUMENTS = List.of(
            "answers.md",
            "bypass.md",
            "duel.md",
            "fair-newcomers.md",
            "for-kernel-developers.md",
            "fair-policy-study.md",
            "shares.md");
    private static final String PROMPT = "$ ./gpusched ";
    private static final String ANYTHING = "...";

    /** Behind a command that does not end with 0. */
    private static final String EXIT_CODE = "   # exit code ";

    @TempDir
    private static Path folder;

    /** A command as a document shows it. */
    private record Shown(String document, String command, List<String> output) {
        int exitCode() {
            int at = command.indexOf(EXIT_CODE);
            return at < 0 ? ExitCode.FINE : Integer.parseInt(command.substring(at + EXIT_CODE.length()));
        }

        Object[] words() {
            return Stream.of(command.replaceFirst(EXIT_CODE + ".*", "").split(" "))
                    .map(word -> word.startsWith("samples/") ? "../" + word : word)
                    .map(word ->
                            word.equals("events.jsonl") ? folder.resolve(word).toString() : word)
                    .toArray();
        }
    }

    @TestFactory
    Stream<DynamicTest> each_command_prints_what_the_document_shows() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Shown each : shown()) {
            tests.add(DynamicTest.dynamicTest(each.document() + ": " + each.command(), () -> {
                Invocation run = Invocation.of(each.words());

                assertThat(run.exitCode()).isEqualTo(each.exitCode());
                assertThat(matches(each.output(), run.out()))
                        .as("%s shows%n%s%nbut it is%n%s", each.document(), lines(each.output()), lines(run.out()))
                        .isTrue();
            }));
        }
        return tests.stream();
    }

    @Test
    void the_documents_show_many_commands() throws IOException {
        assertThat(shown())
                .hasSizeGreaterThan(25)
                .extracting(Shown::document)
                .contains(DOCUMENTS.toArray(String[]::new));
    }

    private static List<Shown> shown() throws IOException {
        List<Shown> all = new ArrayList<>();
        for (String document : DOCUMENTS) {
            boolean inside = false;
            for (String line : Files.readAllLines(Path.of("..", "docs", document))) {
                if (line.startsWith("```")) {
                    inside = false;
                } else if (line.startsWith(PROMPT)) {
                    inside = true;
                    all.add(new Shown(document, line.substring(PROMPT.length()), new ArrayList<>()));
                } else if (inside) {
                    all.getLast().output().add(line);
                }
            }
        }
        return all;
    }

    private static boolean matches(List<String> shown, List<String> real) {
        if (shown.isEmpty()) {
            return real.isEmpty();
        }
        if (shown.getFirst().equals(ANYTHING)) {
            List<String> rest = shown.subList(1, shown.size());
            for (int i = 0; i <= real.size(); i++) {
                if (matches(rest, real.subList(i, real.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !real.isEmpty()
                && shown.getFirst().equals(real.getFirst())
                && matches(shown.subList(1, shown.size()), real.subList(1, real.size()));
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines);
    }
}
