package io.gpusched.cli.command;

import io.gpusched.application.insight.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.casefile.TraceWriter;
import io.gpusched.cli.conformance.ConformanceCase;
import io.gpusched.cli.eventfile.EventFileWriter;
import io.gpusched.cli.eventfile.RunHeader;
import io.gpusched.cli.report.JsonReport;
import io.gpusched.cli.report.RunName;
import io.gpusched.cli.report.RunReport;
import io.gpusched.cli.tracefile.FtraceWriter;
import io.gpusched.cli.wiring.Queue;
import io.gpusched.cli.wiring.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays one workload and tells what happened. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Plays a workload and shows what happened to every client.",
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
                    "A scenario (.yaml), a case (.case), or a recorded trace: text as tracefs or trace-cmd print it, or trace.dat, "
                            + "packed or not.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final Overrides overrides = new Overrides();

    @Mixin
    private final TraceOptions traceOptions = new TraceOptions();

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "summary",
            description =
                    "summary: a table for people; trace: every event, in the language of the conformance cases; ftrace: the "
                            + "kernel's tracepoints, as trace-cmd prints them; json: the summary for programs. Default: ${DEFAULT-VALUE}.")
    private Print print = Print.SUMMARY;

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            defaultValue = "virtual-time",
            converter = QueueConverter.class,
            description =
                    "Who runs the scheduler's work: virtual-time, where every run is the same and takes no longer than its work; "
                            + "executor, a pool of threads in real time; virtual-thread, one virtual thread in real time. Default: "
                            + "${DEFAULT-VALUE}.")
    private Queue queue = Queue.VIRTUAL_TIME;

    @Option(
            names = "--events",
            paramLabel = "EVENTS",
            description = "Also write every event to this file, for 'gpusched verify'.")
    private @Nullable Path eventFile;

    @Mixin
    private final ReportOption page = new ReportOption();

    /** Makes the command. */
    public RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        page.check();
        if (!Inputs.isTrace(file)) {
            overrides.refuseRecordedFor(file);
        }
        Workload workload = overrides.applyTo(new Inputs(console).workload(file, traceOptions));
        if (print == Print.TRACE && queue == Queue.VIRTUAL_TIME && eventFile == null) {
            ConformanceCase.trace(workload, page.listener(RunName.of(workload), workload))
                    .forEach(console::line);
        } else {
            report(workload);
        }
        page.write(console, String.valueOf(file.getFileName()), null, null);
        return ExitCode.FINE;
    }

    private void report(Workload workload) {
        RunReport report = new RunReport(workload);
        switch (print) {
            case TRACE -> play(workload, new TraceWriter(console::line));
            case FTRACE -> play(workload, new FtraceWriter(workload, console::line));
            case SUMMARY -> {
                play(workload, report);
                report.lines().forEach(console::line);
            }
            case JSON -> {
                play(workload, report);
                console.line(JsonReport.of(workload, report));
            }
        }
    }

    private void play(Workload workload, Consumer<Event> report) {
        Consumer<Event> listener = report.andThen(page.listener(RunName.of(workload), workload));
        if (eventFile == null) {
            Simulation.play(queue, workload, LinuxBugs.MENDED, listener);
            return;
        }
        RunHeader header = RunHeader.of(queue.label(), workload);
        try (EventFileWriter events =
                new EventFileWriter(Files.newBufferedWriter(eventFile, StandardCharsets.UTF_8), header)) {
            Simulation.play(queue, workload, LinuxBugs.MENDED, listener.andThen(events));
        } catch (IOException failure) {
            throw BadInput.ofFile(eventFile.toString(), "cannot be written: " + failure.getMessage());
        }
    }
}
