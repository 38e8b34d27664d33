package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.duel.RunDifference;
import io.gpusched.cli.duel.RunDifference.Side;
import io.gpusched.cli.experiment.Queue;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.eventfile.EventFileReader;
import io.gpusched.files.eventfile.EventFileReader.EventFile;
import io.gpusched.files.eventfile.RunHeader;
import io.gpusched.files.trace.RecordedHistory;
import io.gpusched.views.text.DifferenceReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows where two runs part, and what each client gains or loses. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Shows the first decision in which two runs of the same work differ, with the keys that decided, and what each client "
                        + "gains or loses from queued to done, in parts that sum to 100 %. A run is a file (what 'gpusched run FILE --events "
                        + "EVENTS' wrote, a recorded trace, a scenario or a case), or, with --on, a policy or a version of the scheduler: the "
                        + "name of a .diff, or 'this'. Exit code 1 if the runs differ.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched diff fifo fair --on samples/newcomers/three-jobs.case   # exit code 1: they differ",
            "  gpusched diff this samples/patches/newcomers-behind.diff --on samples/newcomers/three-jobs.case --policy fair   # exit code 1",
            "  gpusched diff rr rr --on samples/video-and-training.yaml"
        })
final class DiffCommand implements Callable<Integer> {
    private static final String THIS = "this";
    private static final String ON = "--on";

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "The first run: a file, or with --on a policy, a .diff, or this.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "The second run, in the same way.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String second;

    @Option(
            names = ON,
            paramLabel = "FILE",
            description = "What policies and versions play: a scenario, a case, or a recorded trace.")
    private @Nullable Path on;

    @Mixin
    private final Overrides overrides = new Overrides();

    @Mixin
    private final TraceOptions traceOptions = new TraceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireSound();
        Side a = side(first);
        Side b = first.equals(second) ? a : side(second);
        RunDifference difference = RunDifference.of(a, b);
        DifferenceReport.lines(difference, first, second, console.screen().columns())
                .forEach(console::line);
        return difference.isNone() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private void requireSound() {
        boolean plays = isPlayed(first) || isPlayed(second);
        if (plays && on == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    (isPlayed(first) ? first : second) + " is played on something: give it with --on FILE");
        }
        if (!plays && on != null) {
            throw new ParameterException(
                    spec.commandLine(), "--on goes with a policy, a .diff or '" + THIS + "' as A or B");
        }
        if (!plays && (overrides.areGiven() || traceOptions.areGiven())) {
            throw new ParameterException(
                    spec.commandLine(), "options that change a run go with --on; files are taken as they are");
        }
    }

    private static @Nullable Policy policy(String word) {
        return Policies.FOR_SEVERAL_ENTITIES.stream()
                .filter(each -> each.label().equals(word))
                .findFirst()
                .orElse(null);
    }

    private static boolean isPatch(String word) {
        return word.endsWith(".diff") || word.endsWith(".patch");
    }

    private static boolean isPlayed(String word) {
        return word.equals(THIS) || isPatch(word) || policy(word) != null;
    }

    private Side side(String word) {
        if (!isPlayed(word)) {
            return ofFile(Path.of(word));
        }
        if (isPatch(word)) {
            return ofVersion(Path.of(word));
        }
        Policy policy = policy(word);
        Workload workload = overrides.applyTo(new Inputs(console).workload(on(), traceOptions));
        return played(policy == null ? workload : workload.withPolicy(policy));
    }

    private Path on() {
        return on == null ? Path.of("") : on; // requireSound has seen to it
    }

    private static Side played(Workload workload) {
        List<Event> events = new ArrayList<>();
        Simulation.play(workload, LinuxBugs.MENDED, events::add);
        return new Side(RunHeader.of(Queue.VIRTUAL_TIME.label(), workload), events);
    }

    private Side ofFile(Path file) {
        Inputs inputs = new Inputs(console);
        Inputs.requireThere(file);
        if (!inputs.isTrace(file)) {
            return played(inputs.workload(file));
        }
        if (inputs.isEventFile(file)) {
            return ofEvents(file, inputs);
        }
        Recording recording = inputs.recording(file);
        List<Event> events = RecordedHistory.of(recording);
        return new Side(RunHeader.of(recording, RecordedHistory.limits(recording, events)), events);
    }

    private static Side ofEvents(Path file, Inputs inputs) {
        EventFile read = BadInput.unless(EventFileReader.read(file.toString(), inputs.lines(file)));
        return new Side(read.header(), read.events());
    }

    /** The changed program writes what it does into an event file, since its classes are not ours. */
    private Side ofVersion(Path patch) {
        try {
            Path events = Files.createTempFile("gpusched", ".events");
            try {
                List<String> args = new ArrayList<>(List.of("run", on().toString(), "--events", events.toString()));
                for (OptionSpec each : spec.commandLine().getParseResult().matchedOptions()) {
                    if (!each.longestName().equals(ON)) {
                        each.originalStringValues().forEach(value -> args.addAll(List.of(each.longestName(), value)));
                    }
                }
                int code = PatchOption.runQuietly(patch, args, console);
                if (code != ExitCode.FINE) {
                    throw BadInput.ofFile(patch.toString(), "the run with this change ended with exit code " + code);
                }
                return ofEvents(events, new Inputs(console));
            } finally {
                Files.deleteIfExists(events);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
