package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/exports.md} shows commands that work as they stand there, one after the other. */
class ExportsPageTest {
    private static final String PROMPT = "./gpusched ";
    private static final Path TOP = Path.of("..");

    @TempDir
    private Path folder;

    @Test
    void its_commands_work() throws IOException {
        List<String> commands = Files.readAllLines(TOP.resolve("docs/exports.md")).stream()
                .filter(line -> line.startsWith(PROMPT))
                .toList();

        assertThat(commands).hasSizeGreaterThan(4);
        for (String command : commands) {
            Object[] words = Stream.of(command.substring(PROMPT.length()).split(" +"))
                    .map(this::placed)
                    .toArray();
            Invocation run = Invocation.of(words);
            assertThat(run.exitCode())
                    .as(command + "\n" + String.join("\n", run.err()))
                    .isEqualTo(ExitCode.FINE);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "run.json", "run.pftrace", "run.dat", "policies.json.gz", "demo.pftrace");
        }
    }

    /** What is read is in the project; what is written, and read again, in a folder of the test's. */
    private String placed(String word) {
        if (word.startsWith("samples/")) {
            return TOP.resolve(word).toString();
        }
        return word.matches("\\w+\\.[\\w.]+") ? folder.resolve(word).toString() : word;
    }
}
