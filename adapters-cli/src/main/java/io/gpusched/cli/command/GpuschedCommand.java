package io.gpusched.cli.command;

import io.gpusched.cli.terminal.ColourChoice;
import io.gpusched.files.trace.ReadingLimits;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a name: only its subcommands do anything. */
@Command(
        name = "gpusched",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Plays work for a GPU through the scheduler of the Linux kernel, and shows what happened to every client. The work is a "
                        + "scenario or a recording of a real GPU; it runs in virtual time, where every run is the same, or live. Where a command reads a file, - is standard input.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched demo",
            "  gpusched run samples/steamvr-desktop.trace.txt --policy fair",
            "  gpusched run --help"
        })
final class GpuschedCommand implements Runnable {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public GpuschedCommand(Console console) {
        this.console = console;
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "auto, always or never: auto is on a terminal, unless NO_COLOR is set. Default: auto.")
    void setColours(ColourChoice choice) {
        console.choose(choice);
        spec.commandLine().setColorScheme(Program.colours(console));
    }

    @Option(
            names = ClassPathOption.NAME,
            paramLabel = "JAR",
            scope = ScopeType.INHERIT,
            split = ":",
            description = "Jars and folders with backends and policies of your own, separated by colons.")
    void setClassPath(List<Path> paths) {
        console.plugIn(paths);
    }

    @Option(
            names = ReadingLimits.BYTES_OPTION,
            paramLabel = "SIZE",
            scope = ScopeType.INHERIT,
            converter = SizeConverter.class,
            description =
                    "The most bytes that are read of one file, counted unpacked, as in 4g. Default: 1g, and 256m for a case, "
                            + "a scenario or an event file.")
    void setMostBytes(long bytes) {
        console.limit(console.limits().withBytes(bytes));
    }

    @Option(
            names = ReadingLimits.JOBS_OPTION,
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "The most jobs and dependencies that are kept of one trace. Default: 2000000.")
    void setMostJobs(int jobs) {
        if (jobs < 1) {
            throw new ParameterException(spec.commandLine(), ReadingLimits.JOBS_OPTION + " is at least 1");
        }
        console.limit(console.limits().withJobs(jobs));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command; try 'gpusched demo'");
    }
}
