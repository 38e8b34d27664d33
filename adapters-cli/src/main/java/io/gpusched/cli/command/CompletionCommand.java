package io.gpusched.cli.command;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Helps shells to complete command lines. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script with which bash and zsh complete commands, options, their values and file names.",
            "",
            "For this shell:  source <(gpusched completion)"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched completion", "  gpusched completion > gpusched-completion.bash"})
final class CompletionCommand implements Callable<Integer> {
    private static final Pattern VALUES = Pattern.compile("(\\s*local \\w+_args=\\()(.*)(\\) #.*)");
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        AutoComplete.bash("gpusched", spec.root().commandLine())
                .lines()
                .map(CompletionCommand::inLowerCase)
                .forEach(console::line);
        return ExitCode.FINE;
    }

    /** Values are offered as help writes them; picocli offers the names of constants. */
    private static String inLowerCase(String line) {
        Matcher values = VALUES.matcher(line);
        return values.matches() ? values.group(1) + values.group(2).toLowerCase(Locale.ROOT) + values.group(3) : line;
    }
}
