package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.rules.history.CapacityRules;
import io.gpusched.application.rules.history.EndOfHistory;
import io.gpusched.application.rules.history.HardwareRules;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.history.WorkConservingRules;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.cli.experiment.Queue;
import io.gpusched.files.eventfile.EventFileReader;
import io.gpusched.files.eventfile.EventFileReader.EventFile;
import io.gpusched.files.eventfile.RunHeader;
import io.gpusched.files.trace.RecordedHistory;
import io.gpusched.views.text.ReadingNotes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a history from outside. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks an event file or a kernel trace against the scheduler's rules, independently of the program that wrote it: order "
                        + "for each entity, dependencies, credits, each fence signalled once, no job waiting while there is room, every "
                        + "job accounted for.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched run samples/desktop-and-game.yaml --events events.jsonl",
            "  gpusched verify events.jsonl",
            "  gpusched verify samples/steamvr-desktop.trace.txt"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final long REAL_TIME_SLACK_NANOS = 100_000_000;
    private static final int SHOWN = 20;
    private final Console console;

    @Parameters(
            paramLabel = "EVENTS",
            description = "What 'gpusched run FILE --events EVENTS' wrote, or a recorded kernel trace.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--slack",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long a scheduler may take to start a job while there are credits, as in 10ms. Default: nothing in "
                            + "virtual time, 100ms in real time.")
    private @Nullable Long slackNanos;

    /** Makes the command. */
    public VerifyCommand(Console console) {
        this.console = console;
    }

    /**
     * What is judged.
     *
     * @param room how many credits each scheduler is known to use at once
     */
    private record Judged(RunHeader header, List<Event> events, List<Integer> room) {
        /** A recording has whole jobs only, and no events of their being freed. */
        boolean isKernel() {
            return header.queue().equals(RunHeader.KERNEL);
        }
    }

    @Override
    public Integer call() {
        Judged judged = judged();
        List<Event> events = judged.events();
        if (events.isEmpty()) {
            throw BadInput.ofFile(file.toString(), "holds no event; expected those of a run, after the header");
        }
        long slack = slack(judged.header());
        List<Violation> violations = new ArrayList<>(HistoryRules.judge(events));
        violations.addAll(CapacityRules.judge(events, judged.header().credits()));
        violations.addAll(WorkConservingRules.judge(events, judged.room(), slack));
        EndOfHistory end = EndOfHistory.of(events, judged.header().cutOff());
        violations.addAll(end.violations());
        if (!judged.isKernel()) {
            violations.addAll(HardwareRules.judge(events, slack));
        }
        violations.stream().limit(SHOWN).forEach(each -> console.line(each.toString()));
        if (violations.size() > SHOWN) {
            console.line("... and " + (violations.size() - SHOWN) + " more");
        }
        console.line(events.size() + " events, " + end.queued() + " jobs"
                + (judged.isKernel() ? "" : ": " + end.freed() + " freed" + left(end)));
        console.line(violations.isEmpty() ? "every rule holds" : violations.size() + " violations");
        return violations.isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private static String left(EndOfHistory end) {
        StringBuilder text = new StringBuilder();
        end.left()
                .forEach((reason, count) ->
                        text.append(", ").append(count).append(" left: ").append(reason));
        return text.toString();
    }

    private long slack(RunHeader header) {
        if (slackNanos != null) {
            return slackNanos;
        }
        return header.queue().equals(Queue.VIRTUAL_TIME.label()) ? 0 : REAL_TIME_SLACK_NANOS;
    }

    private Judged judged() {
        Inputs inputs = new Inputs(console);
        if (!inputs.looksLikeTrace(file)) {
            List<String> lines = inputs.lines(file);
            if (!lines.isEmpty()) {
                EventFile read = BadInput.unless(EventFileReader.read(file.toString(), lines));
                return new Judged(read.header(), read.events(), read.header().credits());
            }
        }
        Recording recording = inputs.recording(file);
        ReadingNotes.of(file.toString(), recording).forEach(console::say);
        List<Event> events = RecordedHistory.of(recording);
        RunHeader header = RunHeader.of(recording, RecordedHistory.limits(recording, events));
        return new Judged(header, events, RecordedHistory.knownRoom(recording, events));
    }
}
