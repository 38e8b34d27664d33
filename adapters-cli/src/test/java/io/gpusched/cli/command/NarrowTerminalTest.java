package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see on a terminal of 80 columns and 24 rows: no line is broken by the terminal, and no table is higher than it. */
@Timeout(180)
class NarrowTerminalTest {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final Path SAMPLES = Path.of("..", "samples");

    @TempDir
    private Path folder;

    @BeforeAll
    static void lookForTmux() {
        assumeTrue(Tmux.isInstalled(), "skipped: needs tmux");
    }

    static Stream<String> commands() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<String> runs = files.filter(each -> each.toString().matches(".*\\.(yaml|trace\\.txt)"))
                    .filter(each -> !each.toString().contains("busy-minute"))
                    .sorted()
                    .map(each -> "run " + each)
                    .toList();
            return Stream.concat(
                    runs.stream(),
                    Stream.of(
                            "demo",
                            "run ../samples/cases/reset-fair.case",
                            "compare ../samples/inference-and-hog.yaml --credits 1,4",
                            "compare ../samples/steamvr-desktop.trace.txt --policy fifo,rr,fair --credits 1,2",
                            "fidelity ../samples/steamvr-desktop.trace.txt",
                            "why ../samples/hanging-client.yaml --client good --worst 2",
                            "explore ../samples/cases/timeout.case --queue concurrent",
                            "faults ../samples/cases/timeout.case --kinds hang",
                            "museum",
                            "study ../samples/kunit",
                            "--help",
                            "run --help"));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void fits(String command) throws IOException {
        try (Tmux terminal = new Tmux(folder, COLUMNS, ROWS, command.split(" "))) {
            terminal.until(text -> text.contains("exit code "));
            List<String> lines = terminal.lines();

            assertThat(lines).hasSizeGreaterThan(3);
            assertThat(lines)
                    .filteredOn(line -> !isToCopy(line))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** Commands and tokens are to be copied, so they stay in one piece. */
    private static boolean isToCopy(String line) {
        return line.matches(" *(gpusched|token|repeat it) .*");
    }
}
