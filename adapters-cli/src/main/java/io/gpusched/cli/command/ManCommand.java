package io.gpusched.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints manual pages. */
@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the manual page of gpusched, or of one of its commands, for man.",
            "",
            "To read it:  gpusched man run > run.1; man ./run.1"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched man", "  gpusched man run > gpusched-run.1"})
final class ManCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command of gpusched. Default: all of it.")
    private @Nullable String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public ManCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        new ManPage(Program.commandOrAll(spec, name)).lines().forEach(console::line);
        return ExitCode.FINE;
    }
}
