package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Help, manual pages and completion of whatever commands there are. */
class HelpTest {
    @TempDir
    private Path folder;

    static Stream<CommandLine> commands() {
        return ExamplesTest.commands();
    }

    private static Invocation help(CommandLine command) {
        return Invocation.of(words(command, "--help"));
    }

    private static Object[] words(CommandLine command, String... more) {
        String name = command.getCommandSpec().qualifiedName();
        return Stream.concat(Arrays.stream(name.split(" ")).skip(1), Arrays.stream(more))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_says_what_for_how_and_what_comes_of_it(CommandLine command) {
        Invocation help = help(command);
        String text = String.join("\n", help.out());

        assertThat(help.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(text)
                .startsWith("Usage: " + command.getCommandSpec().qualifiedName())
                .contains("\nExit codes:\n  0 ", "\n  2 ", "\n  70 ", "\nExamples:\n  gpusched", "--help", "--color")
                .doesNotContain("\033");
        assertThat(Program.purpose(command.getCommandSpec()))
                .hasSizeGreaterThan(20)
                .endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_option_and_argument_is_explained(CommandLine command) {
        String text = String.join("\n", help(command).out());

        assertThat(command.getCommandSpec().args())
                .allSatisfy(
                        each -> assertThat(String.join("", each.description())).isNotBlank());
        assertThat(command.getCommandSpec().options())
                .allSatisfy(each -> assertThat(text)
                        .containsPattern("\n +(-\\w, )?" + Pattern.quote(each.longestName()) + "(?![\\w-])"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_word_asks_for_help_as_well_as_an_option(CommandLine command) {
        Object[] name = words(command);

        assertThat(Invocation.of(Stream.concat(Stream.of("help"), Arrays.stream(name))
                                .toArray())
                        .out())
                .isEqualTo(help(command).out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examples_are_not_broken_into_lines(CommandLine command) {
        assertThat(help(command).out())
                .containsSubsequence(command.getCommandSpec().usageMessage().footer());
    }

    @Test
    void options_of_a_kind_are_together() {
        String text = String.join("\n", Invocation.of("run", "--help").out());

        assertThat(text)
                .containsSubsequence(
                        "\nOptions:\n",
                        "--queue",
                        "\nScheduling:\n",
                        "--credits",
                        "--policy",
                        "--timeout",
                        "\nOutput:\n",
                        "--events",
                        "--print",
                        "\nIn every command:\n",
                        "--color",
                        "--help",
                        "--version");
    }

    @Test
    void colours_are_in_help_for_those_who_want_them() {
        assertThat(String.join(
                        "", Invocation.of("--color", "always", "run", "--help").out()))
                .contains("\033[1m");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_manual_page_has_it_all(CommandLine command) {
        Invocation man = man(command);

        assertThat(man.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(String.join("\n", man.out())).doesNotContain("${", "%n");
        assertThat(man.out().getFirst()).startsWith(".TH GPUSCHED");
        assertThat(man.out())
                .contains(
                        ".SH NAME",
                        ".SH SYNOPSIS",
                        ".SH DESCRIPTION",
                        ".SH OPTIONS",
                        ".SH EXIT STATUS",
                        ".SH EXAMPLES",
                        ".SH SEE ALSO");
        for (ArgSpec each : command.getCommandSpec().args()) {
            assertThat(String.join("\n", man.out()).replace("\\-", "-"))
                    .contains(
                            each.isOption() ? ((CommandLine.Model.OptionSpec) each).longestName() : each.paramLabel());
        }
    }

    private static Invocation man(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        return Invocation.of(Arrays.stream(
                        ("man " + name.replaceFirst("gpusched ?", "")).strip().split(" "))
                .toArray());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_manual_page_is_roff_without_mistakes(CommandLine command) throws IOException {
        assumeTrue(Shell.has("groff"), "skipped: needs groff");
        Path page = Files.write(folder.resolve("page.1"), man(command).out(), StandardCharsets.UTF_8);

        Shell shown = Shell.run("groff -man -Tutf8 -ww -P-c " + page);

        assertThat(shown.err()).isEmpty();
        // Bold is a letter written twice.
        assertThat(shown.out().replaceAll(".\b", ""))
                .contains("NAME", "EXIT STATUS")
                .contains(command.getCommandSpec().qualifiedName("-"));
    }

    @Test
    void of_what_is_no_command_there_is_no_manual() {
        Invocation man = Invocation.of("man", "rnu");

        assertThat(man.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(man.err())
                .containsExactly("gpusched: unknown command 'rnu'; did you mean 'run'? See 'gpusched man --help'");
    }

    @Test
    void bash_completes_commands_options_and_values() throws IOException {
        assumeTrue(Shell.has("bash"), "skipped: needs bash");
        Path script = Files.write(
                folder.resolve("script"), Invocation.of("completion").out(), StandardCharsets.UTF_8);

        assertThat(Shell.run("bash -n " + script).err()).isEmpty();
        assertThat(completed(script, "gpusched ru")).containsExactly("run");
        assertThat(completed(script, "gpusched run --pol")).containsExactly("--policy");
        assertThat(completed(script, "gpusched run --policy f")).containsExactly("fifo", "fair");
        assertThat(completed(script, "gpusched --color a")).containsExactlyInAnyOrder("auto", "always");
    }

    /** Does what bash does when somebody types a line and presses tab. */
    private List<String> completed(Path script, String line) throws IOException {
        Path asking = Files.writeString(folder.resolve("asking"), """
                source %s
                COMP_LINE='%s'
                COMP_WORDS=($COMP_LINE)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_POINT=${#COMP_LINE}
                _complete_gpusched
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(script, line));
        return Shell.run("bash " + asking).out().lines().map(String::strip).toList();
    }
}
