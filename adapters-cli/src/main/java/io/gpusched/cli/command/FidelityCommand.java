package io.gpusched.cli.command;

import io.gpusched.application.fidelity.Fidelity;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.views.text.FidelityReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the replay of a recording with the recording. */
@Command(
        name = "fidelity",
        mixinStandardHelpOptions = true,
        description =
                "Replays a recorded trace and compares each job with what was recorded of it: the order in which jobs ran, and how "
                        + "long they took, with the cause of every difference. Exit code 0 if the order is the same, 1 if not.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched fidelity samples/steamvr-desktop.trace.txt",
            "  gpusched fidelity samples/steamvr-desktop.trace.txt --priority RenderThread=high --print json"
        })
final class FidelityCommand implements Callable<Integer> {
    /** The forms of output. */
    enum Print {
        SUMMARY,
        JSON
    }

    private final Console console;

    @Parameters(
            paramLabel = "TRACE",
            description = "A recorded trace: text as tracefs or trace-cmd print it, or trace.dat, packed or not.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            description = "The policy that the recorded machine ran with: rr, fifo or fair. Default: fifo.")
    private @Nullable Policy policy;

    @Option(
            names = "--credits",
            paramLabel = "N",
            converter = CreditLimitConverter.class,
            defaultValue = "recorded",
            description =
                    "The credit limit that the recorded machine ran with, or 'recorded': the most that was seen in flight. Default: "
                            + "${DEFAULT-VALUE}.")
    private int credits = ReplayOptions.AS_RECORDED;

    @Mixin
    private final TraceOptions traceOptions = new TraceOptions();

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "summary",
            description = "summary: tables for people; json: the same for programs. Default: ${DEFAULT-VALUE}.")
    private Print print = Print.SUMMARY;

    /** Makes the command. */
    public FidelityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Inputs inputs = new Inputs(console);
        inputs.requireTrace(file);
        Recording recording = inputs.recording(file);
        ReplayOptions options = traceOptions.of(file, recording).withCreditLimit(credits);
        Replay replay = Replay.of(recording, policy == null ? options : options.with(policy));
        inputs.tell(file, replay);
        JobLog log = new JobLog(replay.workload()::overlaps);
        try (ProgressLine progress = console.progress("replaying " + file, RunProgress.amount(replay.workload()))) {
            Simulation.play(replay.workload(), LinuxBugs.MENDED, RunProgress.before(log, replay.workload(), progress));
        }
        Fidelity fidelity = Fidelity.of(replay, log);
        FidelityReport report = new FidelityReport(fidelity);
        switch (print) {
            case SUMMARY -> report.lines(console.screen().columns()).forEach(console::line);
            case JSON -> console.text(report.json());
        }
        return fidelity.isSameOrder() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }
}
