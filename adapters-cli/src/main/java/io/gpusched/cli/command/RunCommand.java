package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.FrameLog;
import io.gpusched.application.insight.Window;
import io.gpusched.application.recording.MarkWindows;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.conformance.ConformanceCase;
import io.gpusched.cli.experiment.Queue;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.TraceWriter;
import io.gpusched.files.eventfile.EventFileWriter;
import io.gpusched.files.eventfile.RunHeader;
import io.gpusched.files.trace.FtraceWriter;
import io.gpusched.files.trace.SchedulerTracepoints;
import io.gpusched.views.export.JsonReport;
import io.gpusched.views.text.MissedFrames;
import io.gpusched.views.text.RunName;
import io.gpusched.views.text.RunReport;
import io.gpusched.views.text.WindowReport;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays one workload and shows what happened. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Plays a workload and shows what happened to every client.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched run samples/inference-and-hog.yaml --policy fifo",
            "  gpusched run samples/steamvr-desktop.trace.txt",
            "  gpusched run samples/cases/reset-fair.case --policy fair --print trace",
            "  gpusched run samples/hanging-client.yaml --perfetto run.pftrace --trace-dat run.dat"
        })
final class RunCommand implements Callable<Integer> {
    /** The forms of output. */
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
    private final BackendOptions backendOptions = new BackendOptions();

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
            names = "--deadline",
            paramLabel = "CLIENT=TIME",
            converter = DeadlineConverter.class,
            description =
                    "With --print summary: also list the frames of a client that took longer, as in compositor=16.6ms. A frame is what the "
                            + "client queues at one time, with its jobs that wait for that. Repeat the option for other clients.")
    private List<Setting<Long>> deadlines = List.of();

    @Mixin
    private final BetweenOption between = new BetweenOption();

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            defaultValue = "virtual-time",
            converter = QueueConverter.class,
            completionCandidates = QueueConverter.Names.class,
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
    private final Exports exports = new Exports();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it, and Program acts on it
    private final PatchOption patchOption = new PatchOption();

    /** Makes the command. */
    public RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        backendOptions.choose(console);
        OutputFile.requireApart(file, outputs());
        Inputs inputs = new Inputs(console);
        if (!inputs.isTrace(file)) {
            overrides.refuseRecordedFor(file);
        }
        Inputs.Played read = inputs.played(file, traceOptions);
        Workload given = overrides.applyTo(read.workload());
        // A real machine takes its own time.
        Workload workload = queue == Queue.VIRTUAL_TIME ? given : given.withLatency(Latency.NONE);
        requireClients(workload);
        @Nullable Replay replay = read.replay();
        if (replay == null) {
            between.refuseFor(file);
        } else if (print != Print.SUMMARY && print != Print.JSON) {
            between.refuseWithout("--print summary or json", file);
        }
        if (print == Print.TRACE && queue == Queue.VIRTUAL_TIME && outputs().isEmpty()) {
            ConformanceCase.trace(workload).forEach(console::line);
            return ExitCode.FINE;
        }
        switch (print) {
            case TRACE -> play(workload, new TraceWriter(console::line));
            case FTRACE -> play(workload, new FtraceWriter(workload, console::line));
            case SUMMARY -> playWithWindows(workload, replay);
            case JSON -> {
                RunReport report = new RunReport(workload);
                @Nullable WindowReport windows = windows(workload, replay);
                play(workload, windows == null ? report : report.andThen(windows), windows);
                console.text(JsonReport.of(workload, report, windows == null ? List.of() : windows.rows()));
            }
        }
        return ExitCode.FINE;
    }

    private void requireClients(Workload workload) {
        for (Setting<Long> each : deadlines) {
            if (print != Print.SUMMARY) {
                throw BadInput.ofFile(file.toString(), "--deadline goes with --print summary only");
            }
            if (!workload.clients().contains(each.subject())) {
                throw BadInput.ofFile(
                        file.toString(),
                        UnknownName.message(
                                "--deadline",
                                "client",
                                each.subject(),
                                workload.clients(),
                                workload.clients().stream().distinct().toList()));
            }
        }
    }

    private void printMissed(FrameLog frames) {
        for (Setting<Long> each : deadlines) {
            console.line("");
            MissedFrames.lines(frames, each.subject(), each.value()).forEach(console::line);
        }
    }

    private void playWithWindows(Workload workload, @Nullable Replay replay) {
        RunSummary summary = new RunSummary(workload);
        FrameLog frames = new FrameLog(workload.clients());
        @Nullable WindowReport windows = windows(workload, replay);
        if (windows == null) {
            play(workload, deadlines.isEmpty() ? summary : summary.andThen(frames));
            summary.print(console);
            printMissed(frames);
            return;
        }
        play(workload, summary.andThen(windows).andThen(frames), windows);
        if (!between.isGiven()) {
            summary.print(console);
            console.line("");
        }
        windows.lines(console.screen().columns()).forEach(console::line);
        printMissed(frames);
    }

    /** What programs wrote into the trace cuts it into windows. Null if there is no trace, or nothing was written. */
    private @Nullable WindowReport windows(Workload workload, @Nullable Replay replay) {
        if (replay == null || (replay.recording().marks().isEmpty() && !between.isGiven())) {
            return null;
        }
        Recording recording = replay.recording();
        List<Window> asked = between.isGiven()
                ? List.of(between.window(file, recording))
                : MarkWindows.of(recording.marks(), recording.report().lastNanos());
        return new WindowReport(replay, workload, asked);
    }

    private List<Path> outputs() {
        List<Path> outputs = new ArrayList<>(exports.files());
        outputs.addAll(report.files());
        if (eventFile != null) {
            outputs.add(eventFile);
        }
        return outputs;
    }

    private void play(Workload workload, Consumer<Event> listener) {
        play(workload, listener, null);
    }

    private void play(Workload workload, Consumer<Event> listener, @Nullable WindowReport windows) {
        try (ReportFile page = report.open(console, new Made(console, file, queue == Queue.VIRTUAL_TIME))) {
            playAndExport(workload, listener.andThen(page.begin(RunName.of(workload), workload)));
            page.complete(String.valueOf(file.getFileName()), windows == null ? List.of() : windows.rows());
        }
    }

    private void playAndExport(Workload workload, Consumer<Event> listener) {
        try (ExportFiles files = exports.open();
                ProgressLine progress = console.progress("playing " + file, RunProgress.amount(workload))) {
            playAndKeep(
                    workload,
                    RunProgress.before(listener, workload, progress)
                            .andThen(files.begin(SchedulerTracepoints.DEVICE, workload)));
            files.complete();
        }
    }

    /** Where worker, hardware and clients take their time, nobody may expect that things happen at once. */
    private String queueLabel(Workload workload) {
        return workload.latency().isNone() ? queue.label() : queue.label() + RunHeader.WITH_LATENCY;
    }

    private void playAndKeep(Workload workload, Consumer<Event> listener) {
        if (eventFile == null) {
            Simulation.play(queue, workload, LinuxBugs.MENDED, listener);
            return;
        }
        RunHeader header = RunHeader.of(queueLabel(workload), workload);
        try (OutputFile output = OutputFile.create(eventFile)) {
            EventFileWriter events =
                    new EventFileWriter(new OutputStreamWriter(output.stream(), StandardCharsets.UTF_8), header);
            Simulation.play(queue, workload, LinuxBugs.MENDED, listener.andThen(events));
            events.close();
            output.complete();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
