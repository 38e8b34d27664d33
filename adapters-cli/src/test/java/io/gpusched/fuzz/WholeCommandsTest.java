package io.gpusched.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.Main;
import io.gpusched.cli.command.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole commands on well-formed input with a few changes end with the exit code of an answer or of bad input, and never with that of a bug.
 * {@code -Dgpusched.fuzz.commands=N} runs N of them.
 */
class WholeCommandsTest {
    private static final int COMMANDS = Integer.getInteger("gpusched.fuzz.commands", 500);
    private static final long SEED = Long.getLong("gpusched.fuzz.seed", 1);
    private static final List<String> OF_WORKLOADS = List.of(
            "run FILE",
            "run FILE --print trace",
            "run FILE --print json",
            "run FILE --print ftrace",
            "run FILE --policy fair --credits 3",
            "run FILE --report OUT.html --perfetto OUT.pftrace --trace-dat OUT.dat --events OUT.jsonl",
            "run FILE --perfetto OUT.json.gz",
            "why FILE 0",
            "why FILE 3 --print json",
            "compare FILE --policy fifo,rr,fair",
            "compare FILE --credits 1,2 --print csv",
            "explore FILE --schedules 3",
            "conformance FILE",
            "verify FILE",
            "import FILE -o OUT.yaml");
    private static final List<String> OF_EVENTS =
            List.of("verify FILE", "why FILE 0", "why FILE 2", "why FILE --client 0 --worst 3", "run FILE");
    private static final List<String> OF_TOKENS = List.of("replay TOKEN", "replay TOKEN --print junit");

    @TempDir
    private Path folder;

    @Test
    void never_end_with_the_exit_code_of_a_bug() throws IOException {
        for (int i = 0; i < COMMANDS; i++) {
            SplittableRandom random = new SplittableRandom(SEED * 7_919 + i);
            WellFormed made = new WellFormed(random);
            FieldMutation mutation = new FieldMutation(random);
            switch (random.nextInt(5)) {
                case 0 -> run(random, OF_EVENTS, ".jsonl", mutation.of(made.eventLines()));
                case 1 -> run(random, OF_TOKENS, "", mutation.of(made.tokenLines()));
                case 2 -> run(random, OF_WORKLOADS, ".yaml", mutation.of(made.scenarioLines()));
                default -> run(random, OF_WORKLOADS, ".case", mutation.of(made.caseLines()));
            }
        }
    }

    private void run(SplittableRandom random, List<String> commands, String ending, List<String> lines)
            throws IOException {
        String command = commands.get(random.nextInt(commands.size()));
        Path file = Files.write(folder.resolve("input" + ending), WellFormed.bytes(lines));
        String[] words = (command + " --max-jobs 300")
                .replace("FILE", file.toString())
                .replace("OUT", folder.resolve("out").toString())
                .replace("TOKEN", Tokens.pack(String.join("\n", lines) + "\n"))
                .split(" ", -1);
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = Main.run(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words);

        if (code != ExitCode.FINE && code != ExitCode.DIFFERENT && code != ExitCode.BAD_INPUT) {
            Path kept = Files.createDirectories(Path.of("target", "findings", "commands"))
                    .resolve(Integer.toHexString(lines.hashCode()) + ending);
            Files.write(kept, lines);
            assertThat(code).as("%s of %s%n%s", command, kept, err).isEqualTo(ExitCode.BAD_INPUT);
        }
    }
}
