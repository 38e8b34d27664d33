package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.terminal.Surroundings;
import io.gpusched.words.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Names and arguments that try to act on a terminal or a page: whatever a command writes, to stdout, to stderr or to a file, shows them and
 * does not obey them.
 */
class HostileTextTest {
    private static final Path CAPTURE = Path.of("..", "samples", "steamvr-desktop.trace.txt");

    /** Colours, a window title, an 8-bit control sequence, a bidi mark, a line separator. */
    private static final String EVIL = "\033[31m\033]0;pwned\007\u009b2J\u202eltr\u2028";

    @TempDir
    private Path folder;

    private Path trace = Path.of("");
    private Path events = Path.of("");

    @BeforeEach
    void recordAProcessWithAnEvilName() throws IOException {
        String text = Files.readString(CAPTURE);
        trace = Files.writeString(folder.resolve("evil.trace.txt"), text.replace("RenderThread", "R" + EVIL));
        events = folder.resolve("events.jsonl");
        Invocation.of("run", trace, "--events", events);
    }

    /** Every command, and every form and file that it can write. */
    private static final List<String> COMMANDS = List.of(
            "run TRACE",
            "run TRACE --print json",
            "run TRACE --print trace",
            "run TRACE --print ftrace",
            "run TRACE --report FOLDER/r.html --perfetto FOLDER/p.json --events FOLDER/e.jsonl",
            "run TRACE --queue EVIL",
            "run TRACE --priority EVIL=high",
            "run TRACE --hardware EVIL=serial",
            "run TRACE --report FOLDER/EVIL",
            "run TRACE --perfetto EVIL",
            "run EVIL",
            "run FOLDER/EVIL.yaml",
            "compare TRACE --policy fifo,fair",
            "compare TRACE --policy fifo,fair --print json",
            "compare TRACE --policy fifo --print csv",
            "compare TRACE --policy fifo,fair --report FOLDER/c.html",
            "compare TRACE --frame EVIL=2",
            "compare EVIL",
            "fidelity TRACE",
            "fidelity TRACE --print json",
            "why TRACE 1",
            "why TRACE 1 --print json",
            "why TRACE --client EVIL",
            "why TRACE EVIL",
            "why EVENTS 2",
            "why EVENTS --client EVIL",
            "verify EVENTS",
            "verify TRACE",
            "verify EVIL",
            "import TRACE -o FOLDER/i.yaml",
            "import TRACE -o EVIL",
            "study EVIL",
            "study TRACE",
            "conformance EVIL",
            "top EVIL",
            "duel EVIL fair",
            "duel fair fifo --from TRACE --tries 1 --save FOLDER/EVIL",
            "diff fifo fair --on TRACE",
            "diff EVIL fair --on TRACE",
            "diff fifo fair --on EVIL",
            "sweep EVIL",
            "sweep EVIL --print json --results FOLDER/EVIL",
            "sweep EVIL --print csv",
            "sweep EVIL --print markdown",
            "search EVIL --goal p99<1ms --minimise credits --results FOLDER/EVIL",
            "search TRACE --goal EVIL",
            "backends EVIL",
            "policies EVIL",
            "run TRACE --policy EVIL.java",
            "run TRACE --backend EVIL",
            "run TRACE --class-path EVIL",
            "tck --backend EVIL --report FOLDER/c.html --junit FOLDER/c.xml",
            "explore EVIL",
            "replay EVIL",
            "museum EVIL",
            "man EVIL",
            "help EVIL",
            "completion EVIL",
            "demo EVIL",
            "EVIL",
            "EVIL --help",
            "--EVIL",
            "run TRACE --trace-dat FOLDER/t.dat --perfetto FOLDER/t.pftrace",
            "run TRACE --timeout EVIL",
            "run TRACE --credits EVIL",
            "compare TRACE --credits 1,2 --perfetto FOLDER/p.json --trace-dat FOLDER/t.dat",
            "demo --report FOLDER/EVIL",
            "demo --trace-dat EVIL/EVIL",
            "demo --perfetto EVIL",
            "explore TRACE --schedules 1 --backend EVIL",
            "run TRACE --backend EVIL --set EVIL=EVIL",
            "run TRACE --class-path EVIL",
            "tck --backend EVIL --report FOLDER/c.html --junit FOLDER/c.xml",
            "run TRACE --policy EVIL.java",
            "duel fair fifo --tries 3 --measure EVIL",
            "duel fair fifo --tries 3 --from TRACE",
            "faults EVIL",
            "liveness EVIL",
            "faults TRACE --every 2000",
            "faults TRACE --kinds EVIL",
            "fidelity TRACE --print csv",
            "replay EVIL --print junit");

    static List<String> commands() {
        return COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void is_shown_and_not_obeyed(String command) throws IOException {
        Object[] words = Stream.of(command.split(" "))
                .map(word -> word.replace("TRACE", trace.toString())
                        .replace("EVENTS", events.toString())
                        .replace("FOLDER", folder.toString())
                        .replace("EVIL", "x" + EVIL))
                .toArray();

        Invocation run = Invocation.of(words);

        assertThat(run.exitCode()).isLessThan(ExitCode.BUG);
        assertThat(run.out()).noneMatch(HostileTextTest::acts);
        assertThat(run.err()).noneMatch(HostileTextTest::acts);
        for (Path each : written()) {
            if (each.toString().endsWith(".dat") || each.toString().endsWith(".pftrace")) {
                // Binary, and other programs print the names in it.
                assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
                        .as(each.toString())
                        .doesNotContain("\033[", "\033]", "pwned\007");
            } else {
                assertThat(Files.readString(each).lines()).as(each.toString()).noneMatch(HostileTextTest::acts);
            }
        }
    }

    @Test
    void every_command_and_every_output_is_tried() {
        CommandLine program = Program.of(new Console(System.out, System.err, Surroundings.NONE, () -> 0));
        List<String> outputs = program.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .flatMap(HostileTextTest::outputs)
                .toList();

        assertThat(outputs).hasSizeGreaterThan(25);
        assertThat(outputs)
                .allSatisfy(words -> assertThat(COMMANDS)
                        .anySatisfy(each ->
                                assertThat(List.of((each + " ").split(" "))).containsAll(List.of(words.split(" ")))));
    }

    /** A command with each option that names a file to write, and with each form that it prints. */
    private static Stream<String> outputs(CommandSpec command) {
        return Stream.concat(
                Stream.of(command.name()),
                command.options().stream().flatMap(HostileTextTest::values).map(each -> command.name() + " " + each));
    }

    private static Stream<String> values(OptionSpec option) {
        if (option.longestName().equals("--print")) {
            return Stream.of(option.type().getEnumConstants())
                    .map(each -> "--print " + each.toString().toLowerCase(Locale.ROOT))
                    .filter(each -> !each.equals("--print " + option.defaultValue()));
        }
        return option.paramLabel().equals("FILE") ? Stream.of(option.shortestName()) : Stream.of();
    }

    private static boolean acts(String line) {
        return line.codePoints()
                        .anyMatch(each -> each != '\t'
                                && Shown.of(Character.toString(each)).startsWith("\\x"))
                || line.contains("\u202e")
                || line.contains("\u2028");
    }

    private List<Path> written() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> !each.equals(trace)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_name_is_seen_in_full_so_that_it_can_be_told_from_others() {
        assertThat(String.join("\n", Invocation.of("run", trace).out()))
                .contains("R\\x1b[31m\\x1b]0;pwned\\x07\\x9b2J\\u202eltr\\u2028".substring(0, 14));
    }

    @Test
    void a_file_name_of_two_lines_makes_a_message_of_one() {
        assertThat(Invocation.of("run", "a\nb").err())
                .containsExactly("gpusched: a\\x0ab: no such file; check the path");
    }

    @Test
    void a_quote_is_cut() throws IOException {
        Path file = Files.writeString(folder.resolve("long.case"), "policy " + "x".repeat(1_000_000) + "\n");

        assertThat(Invocation.of("run", file).err()).allMatch(line -> line.length() < 400);
        assertThat(Invocation.of("run", "--policy", "y".repeat(100_000), file).err())
                .allMatch(line -> line.length() < 400);
    }

    @Test
    void a_flood_is_one_line_with_its_first_place_and_a_count() throws IOException {
        List<String> lines = new ArrayList<>(List.of("policy fifo"));
        IntStream.range(0, 50).forEach(each -> lines.add("at 0 pusch job=" + each));
        Path file = Files.write(folder.resolve("flood.case"), lines, StandardCharsets.UTF_8);

        assertThat(Invocation.of("run", file).err())
                .hasSize(2)
                .last()
                .asString()
                .contains("flood.case:2:6: 'pusch' is not an event", "(and 49 more like this, the last in line 51)");
    }

    @Test
    void a_broken_link_is_not_told_to_be_its_own_neighbour() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("dangling.yaml"), Path.of("nowhere.yaml"));

        assertThat(Invocation.of("run", link).err())
                .containsExactly("gpusched: " + link + ": this is a link to 'nowhere.yaml', and there is no such file");
    }

    @Test
    void an_at_sign_does_not_open_a_file() {
        assertThat(Invocation.of("run", "@/etc/passwd").err())
                .containsExactly("gpusched: @/etc/passwd: no such file; check the path");
    }

    @Test
    void a_command_that_does_not_exist_has_no_help() {
        Invocation run = Invocation.of("rnu", "--help");

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .containsExactly("gpusched: unknown command 'rnu'; did you mean 'run'? See 'gpusched --help'");
    }
}
