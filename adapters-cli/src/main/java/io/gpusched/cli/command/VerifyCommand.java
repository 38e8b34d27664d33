package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.rules.history.CapacityRules;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.history.Settlement;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.cli.experiment.Queue;
import io.gpusched.files.TraceFiles;
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
public final class VerifyCommand implements Callable<Integer> {
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
                    "How long a job that could run may wait all the same, as in 10ms. Default: nothing in virtual time, "
                            + "100ms in real time.")
    private @Nullable Long slackNanos;

    /** Makes the command. */
    public VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        EventFile history = history();
        if (history.events().isEmpty()) {
            throw BadInput.ofFile(file.toString(), "holds no event; expected those of a run, after the header");
        }
        List<Violation> violations = new ArrayList<>(HistoryRules.judge(history.events()));
        violations.addAll(CapacityRules.judge(history.events(), history.header().credits(), slack(history.header())));
        Settlement settlement = Settlement.of(history.events(), history.header().cutOff());
        violations.addAll(settlement.violations());
        if (!isKernel(history)) {
            violations.addAll(Settlement.ofHardware(history.events(), slack(history.header())));
        }
        violations.stream().limit(SHOWN).forEach(each -> console.line(each.toString()));
        if (violations.size() > SHOWN) {
            console.line("... and " + (violations.size() - SHOWN) + " more");
        }
        console.line(history.events().size() + " events, " + settlement.queued() + " jobs"
                + (isKernel(history) ? "" : ": " + settlement.settled() + " settled" + left(settlement)));
        console.line(violations.isEmpty() ? "every rule holds" : violations.size() + " violations");
        return violations.isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private static String left(Settlement settlement) {
        StringBuilder text = new StringBuilder();
        settlement
                .left()
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

    private EventFile history() {
        List<String> lines = TraceFiles.looksLikeTrace(file)
                ? List.of()
                : Inputs.text(file).lines().toList();
        if (!lines.isEmpty()) {
            return BadInput.unless(EventFileReader.read(file.toString(), lines));
        }
        Recording recording = new Inputs(console).recording(file);
        ReadingNotes.of(file.toString(), recording).forEach(console::say);
        List<Event> events = RecordedHistory.of(recording);
        return new EventFile(RunHeader.of(recording, RecordedHistory.limits(recording, events)), events);
    }

    /** A recording has whole jobs only, and no events of their being freed. */
    private static boolean isKernel(EventFile history) {
        return history.header().queue().equals(RunHeader.KERNEL);
    }
}
