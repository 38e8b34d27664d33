package io.gpusched.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a name: only its subcommands do anything. */
@Command(
        name = "gpusched",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "The GPU scheduler of the Linux kernel, in virtual time: plays workloads and recorded traces, "
                + "and shows what happened to every client.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ConformanceCommand.class,
            VerifyCommand.class,
            WhyCommand.class,
            CompareCommand.class,
            FidelityCommand.class,
            ExploreCommand.class,
            ReplayCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:a difference or failure was found that was asked about",
            "2:bad input or usage",
            "70:a bug in gpusched"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched demo",
            "  gpusched run samples/steamvr-desktop.trace.txt --policy fair",
            "  gpusched run --help"
        })
public final class GpuschedCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command; try 'gpusched demo'");
    }
}
