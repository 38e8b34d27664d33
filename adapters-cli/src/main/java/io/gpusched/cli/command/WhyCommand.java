package io.gpusched.cli.command;

import io.gpusched.application.insight.Wait;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.problem.Nearest;
import io.gpusched.views.export.WaitJson;
import io.gpusched.views.text.WaitReport;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells why jobs waited. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Tells why a job waited: cuts the time from when it was queued until it was done into parts that add up to it, and "
                        + "says for each what was in its way: an earlier job of its client, a dependency, credits and who held them, jobs of "
                        + "others that were selected first and by which key, a pause, a reset, the ring and with whom it was busy.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched why samples/video-and-training.yaml 17",
            "  gpusched why samples/steamvr-desktop.trace.txt --client RenderThread --worst 5 --credits 1",
            "  gpusched run samples/hanging-client.yaml --events events.jsonl",
            "  gpusched why events.jsonl 12 --print json"
        })
public final class WhyCommand implements Callable<Integer> {
    /** What is printed. */
    enum Print {
        TEXT,
        JSON
    }

    private static final int DEFAULT_WORST = 5;
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "A scenario (.yaml), a case (.case), a recorded trace, or what 'gpusched run FILE --events EVENTS' wrote.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "JOB",
            description =
                    "The job by its number: the one that the case gives it, or its place among all jobs, from 0. In a trace "
                            + "also by its fence, as in 31:7.")
    private @Nullable String job;

    @Option(names = "--client", paramLabel = "NAME", description = "Instead of one job, the worst ones of this client.")
    private @Nullable String client;

    @Option(
            names = "--worst",
            paramLabel = "N",
            description = "How many of the client's jobs: those that waited longest from queue to done. Default: "
                    + DEFAULT_WORST + ".")
    private @Nullable Integer worst;

    @Option(
            names = "--recorded",
            description =
                    "Recorded traces only: do not replay it, but explain the waits that were recorded, as far as it tells.")
    private boolean recorded;

    @Mixin
    private final Overrides overrides = new Overrides();

    @Mixin
    private final TraceOptions traceOptions = new TraceOptions();

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text: for people; json: for programs. Default: ${DEFAULT-VALUE}.")
    private Print print = Print.TEXT;

    /** Makes the command. */
    public WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireOneQuestion();
        ExplainedRun history = history();
        List<Wait> asked = client == null ? List.of(wait(history)) : worstOf(history, client);
        switch (print) {
            case TEXT -> {
                WaitReport report = new WaitReport(history.header(), history.waits());
                int screen = console.screen().columns();
                (client == null ? report.lines(asked.getFirst(), screen) : report.lines(asked, screen))
                        .forEach(console::line);
            }
            case JSON -> console.line(WaitJson.of(history.header(), asked));
        }
        return ExitCode.FINE;
    }

    private void requireOneQuestion() {
        if ((job == null) == (client == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    job == null
                            ? "Missing JOB: the number of a job, or --client NAME for the worst ones of a client"
                            : "JOB and --client exclude each other; give one of them");
        }
        if (worst != null && (client == null || worst < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--worst goes with --client and is a whole number of at least 1");
        }
    }

    private ExplainedRun history() {
        if (ExplainedRun.isEventFile(file)) {
            if (recorded || overrides.areGiven() || traceOptions.areGiven()) {
                throw BadInput.ofFile(
                        file.toString(),
                        "this tells of a run that is over, so nothing of it can be changed; give only a job or a client");
            }
            return ExplainedRun.ofEventFile(file);
        }
        Inputs inputs = new Inputs(console);
        if (recorded) {
            Inputs.requireTrace(file);
            if (overrides.areGiven() || traceOptions.areGiven()) {
                throw BadInput.ofFile(
                        file.toString(), "--recorded explains what was recorded, so nothing of it can be changed");
            }
            return ExplainedRun.of(inputs.recording(file));
        }
        if (Inputs.isTrace(file)) {
            Replay replay = inputs.replay(file, traceOptions);
            return ExplainedRun.of(replay, overrides.applyTo(replay.workload()));
        }
        overrides.refuseRecordedFor(file);
        Workload workload = inputs.workload(file, traceOptions);
        return ExplainedRun.of(overrides.applyTo(workload));
    }

    private Wait wait(ExplainedRun history) {
        String asked = String.valueOf(job);
        long id = history.idOf(asked).orElse(-1);
        if (id < 0 && !asked.matches("[0-9]+(:[0-9]+)?")) {
            throw BadInput.ofFile(
                    file.toString(),
                    "'" + asked + "' is not the number of a job" + range(history)
                            + "; in a trace its fence, as 31:7, will do");
        }
        return history.waits().stream()
                .filter(each -> each.job().job() == id)
                .findFirst()
                .orElseThrow(() -> BadInput.ofFile(file.toString(), "there is no job " + asked + nearest(history, id)));
    }

    private static String nearest(ExplainedRun history, long id) {
        long[] ids = history.ids().toArray();
        if (ids.length == 0) {
            return range(history);
        }
        long nearest = ids[0];
        for (long each : ids) {
            nearest = Math.abs(each - id) < Math.abs(nearest - id) ? each : nearest;
        }
        return range(history) + ", and the nearest is " + nearest;
    }

    private static String range(ExplainedRun history) {
        long[] ids = history.ids().toArray();
        return ids.length == 0
                ? ", since there are no jobs at all"
                : "; there are " + ids.length + ", from " + ids[0] + " to " + ids[ids.length - 1];
    }

    private List<Wait> worstOf(ExplainedRun history, String name) {
        Set<String> clients = new TreeSet<>(history.header().clients());
        if (!clients.contains(name)) {
            throw BadInput.ofFile(
                    file.toString(),
                    "there is no client '" + name + "';" + Nearest.hint(name, clients) + " clients here: "
                            + String.join(", ", clients));
        }
        List<Wait> longest = history.waits().stream()
                .filter(each -> history.header().client(each.job().entity()).equals(name))
                .sorted(Comparator.comparingLong(Wait::nanos).reversed())
                .limit(worst == null ? DEFAULT_WORST : worst)
                .toList();
        if (longest.isEmpty()) {
            throw BadInput.ofFile(file.toString(), "client '" + name + "' has no jobs");
        }
        return longest;
    }
}
