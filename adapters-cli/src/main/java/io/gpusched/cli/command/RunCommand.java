package io.gpusched.cli.command;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.conformance.ConformanceCase;
import io.gpusched.cli.report.JsonReport;
import io.gpusched.cli.report.RunReport;
import io.gpusched.cli.tracefile.FtraceWriter;
import io.gpusched.cli.wiring.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays one workload and tells what happened. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Plays a workload in virtual time and shows what happened to every client.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched run samples/inference-and-hog.yaml --policy fifo",
            "  gpusched run samples/steamvr-desktop.trace.txt",
            "  gpusched run samples/cases/reset-fair.case --policy fair --print trace"
        })
public final class RunCommand implements Callable<Integer> {
    /** What is printed. */
    enum Print {
        SUMMARY,
        TRACE,
        FTRACE,
        JSON
    }

    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A scenario (.yaml), a case (.case), or a recorded trace in the kernel's text format, as tracefs or trace-cmd print it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final Overrides overrides = new Overrides();

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "summary",
            description =
                    "summary: a table for people; trace: every event, in the language of the conformance cases; ftrace: the kernel's tracepoints, as trace-cmd prints them; json: the "
                            + "summary for programs. Default: ${DEFAULT-VALUE}.")
    private Print print = Print.SUMMARY;

    /** Makes the command. */
    public RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Workload workload = overrides.applyTo(new Inputs(console).workload(file));
        switch (print) {
            case TRACE -> ConformanceCase.trace(workload).forEach(console::line);
            case FTRACE -> Simulation.play(workload, LinuxBugs.MENDED, new FtraceWriter(workload, console::line));
            case SUMMARY -> report(workload).lines().forEach(console::line);
            case JSON -> console.line(JsonReport.of(workload, report(workload)));
        }
        return ExitCode.FINE;
    }

    private static RunReport report(Workload workload) {
        RunReport report = new RunReport(workload);
        Simulation.play(workload, LinuxBugs.MENDED, report);
        return report;
    }
}
