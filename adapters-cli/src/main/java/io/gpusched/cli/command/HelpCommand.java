package io.gpusched.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints help, for those who ask with a word and not with an option. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = "Prints the help of gpusched, or of one of its commands; the same as --help.",
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched help", "  gpusched help run"})
final class HelpCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command of gpusched. Default: all of it.")
    private @Nullable String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandSpec subject = Program.commandOrAll(spec, name);
        subject.commandLine()
                .getUsageMessage(Program.colours(console).ansi())
                .lines()
                .forEach(console::drawn);
        return ExitCode.FINE;
    }
}
