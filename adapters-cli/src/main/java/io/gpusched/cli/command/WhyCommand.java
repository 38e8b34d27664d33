package io.gpusched.cli.command;

import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.Window;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Workload;
import io.gpusched.views.export.WaitJson;
import io.gpusched.views.text.WaitReport;
import io.gpusched.words.Shown;
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

/** Explains why jobs waited. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Explains the latency of a job. Divides the time from queued to done into parts that add up to it, and says for each "
                        + "part what the job waited for: an earlier job of its entity, a dependency, credits and the jobs that held them, jobs "
                        + "of other entities that were selected first and the key that decided, a pause, a reset, or other jobs on the ring.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched why samples/video-and-training.yaml 17",
            "  gpusched why samples/steamvr-desktop.trace.txt --client RenderThread --worst 5 --credits 1",
            "  gpusched run samples/hanging-client.yaml --events events.jsonl",
            "  gpusched why events.jsonl 12 --print json"
        })
final class WhyCommand implements Callable<Integer> {
    /** What is printed. */
    enum Print {
        TEXT,
        JSON
    }

    private static final int DEFAULT_WORST = 5;
    private final Console console;
    private @Nullable Window window;

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
                    "The number of the job: the id that the case gives it, or its place among all jobs, counted from 0. In a "
                            + "trace also its fence, such as 31:7.")
    private @Nullable String job;

    @Option(
            names = "--client",
            paramLabel = "NAME",
            description =
                    "Instead of one job, the worst jobs of this client; without it, --worst is about all clients.")
    private @Nullable String client;

    @Option(
            names = "--worst",
            paramLabel = "N",
            description = "Instead of one job, so many: those with the longest latency. Default, with --client: "
                    + DEFAULT_WORST + ".")
    private @Nullable Integer worst;

    @Option(
            names = "--recorded",
            description =
                    "Do not replay a recorded trace, but explain the latencies that were recorded, as far as the trace shows them.")
    private boolean recorded;

    @Mixin
    private final BackendOptions backendOptions = new BackendOptions();

    @Mixin
    private final BetweenOption between = new BetweenOption();

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
        backendOptions.choose(console);
        requireOneQuestion();
        ExplainedRun history = history();
        List<Wait> asked = job != null ? List.of(wait(history)) : worstOf(history, client);
        switch (print) {
            case TEXT -> {
                WaitReport report = new WaitReport(history.header(), history.waits());
                int screen = console.screen().columns();
                (job != null ? report.lines(asked.getFirst(), screen) : report.lines(asked, screen))
                        .forEach(console::line);
            }
            case JSON -> console.text(WaitJson.of(history.header(), asked));
        }
        return ExitCode.FINE;
    }

    private void requireOneQuestion() {
        boolean asksForWorst = client != null || worst != null;
        if ((job == null) != asksForWorst) {
            throw new ParameterException(
                    spec.commandLine(),
                    job == null
                            ? "missing JOB; give the number of a job, --client NAME for the worst jobs of a client, or --worst N for "
                                    + "those of all"
                            : "JOB and " + (client == null ? "--worst" : "--client") + " cannot be given together");
        }
        if (between.isGiven() && job != null) {
            throw new ParameterException(
                    spec.commandLine(), "--between is for --client and --worst only: it picks among several jobs");
        }
        if (worst != null && worst < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--worst is " + worst + "; expected a whole number of at least 1");
        }
    }

    private ExplainedRun history() {
        Inputs inputs = new Inputs(console);
        if (inputs.isEventFile(file)) {
            between.refuseFor(file);
            if (recorded || overrides.areGiven() || traceOptions.areGiven()) {
                throw BadInput.ofFile(
                        file.toString(),
                        "these are the events of a run that is over, and options cannot change it; give only a job or a client");
            }
            return ExplainedRun.ofEventFile(file, inputs);
        }
        if (recorded) {
            inputs.requireTrace(file);
            if (overrides.areGiven() || traceOptions.areGiven()) {
                throw BadInput.ofFile(
                        file.toString(), "--recorded explains what was recorded, and other options cannot change it");
            }
            Recording recording = inputs.recording(file);
            window = between.isGiven() ? between.window(file, recording) : null;
            return ExplainedRun.of(recording);
        }
        if (inputs.isTrace(file)) {
            Replay replay = inputs.replay(file, traceOptions);
            window =
                    between.isGiven() ? between.window(file, replay.recording()).plus(-replay.originNanos()) : null;
            return ExplainedRun.of(replay, overrides.applyTo(replay.workload()));
        }
        overrides.refuseRecordedFor(file);
        between.refuseFor(file);
        Workload workload = inputs.workload(file, traceOptions);
        return ExplainedRun.of(overrides.applyTo(workload));
    }

    private Wait wait(ExplainedRun history) {
        String asked = String.valueOf(job);
        long id = history.idOf(asked).orElse(-1);
        if (id < 0 && !asked.matches("[0-9]+(:[0-9]+)?")) {
            throw BadInput.ofFile(
                    file.toString(),
                    Shown.quoted(asked) + " is not the number of a job" + range(history)
                            + "; in a trace, its fence such as 31:7 is good, too");
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
                ? "; there are no jobs"
                : "; there are " + ids.length + " jobs, with numbers from " + ids[0] + " to " + ids[ids.length - 1];
    }

    private List<Wait> worstOf(ExplainedRun history, @Nullable String name) {
        Set<String> clients = new TreeSet<>(history.header().clients());
        if (name != null && !clients.contains(name)) {
            throw BadInput.ofFile(file.toString(), UnknownName.message("--client", "client", name, clients, clients));
        }
        List<Wait> longest = history.waits().stream()
                .filter(each -> name == null
                        || history.header().client(each.job().entity()).equals(name))
                .filter(each -> window == null || window.contains(each.job().queuedNanos()))
                .sorted(Comparator.comparingLong(Wait::nanos).reversed())
                .limit(worst == null ? DEFAULT_WORST : worst)
                .toList();
        if (longest.isEmpty()) {
            throw BadInput.ofFile(
                    file.toString(),
                    (name == null ? "there are no jobs" : "client " + Shown.quoted(name) + " has no jobs")
                            + (window == null ? "" : " between these marks"));
        }
        return longest;
    }
}
