package io.gpusched.cli.command;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Absence;
import io.gpusched.cli.experiment.Exploration;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.order.Policy;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.views.text.ExplorationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one workload in one order of events after the other. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description =
                "Runs a workload in one order of events after the other, on the simulated GPU, and checks every step. "
                        + "What goes wrong is made short and printed with a token that repeats it. Exit code 1 if something was "
                        + "found. Without a limit: 10,000 schedules, or all if the strategy is exhaustive.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched explore samples/cases/timeout.case --strategy exhaustive",
            "  gpusched explore samples/cases/timeout.case --queue concurrent   # exit code 1: it finds something",
            "  gpusched explore --small --every 1000"
        })
public final class ExploreCommand implements Callable<Integer> {
    private static final long USUAL_SCHEDULES = 10_000;
    private static final long MANY_JOBS = 200;
    private static final int USUAL_DEPTH = 3;

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A workload: a case, a scenario, or a recorded trace.")
    private @Nullable Path file;

    @Option(
            names = "--queue",
            paramLabel = "PROMISE",
            defaultValue = "ordered",
            description =
                    "What the work queues do with their promise: ordered (keep it), unordered (run items in any order), "
                            + "concurrent (let items overlap at port calls). Default: ${DEFAULT-VALUE}.")
    private Exploration.Promise promise = Exploration.Promise.ORDERED;

    @Option(
            names = "--strategy",
            paramLabel = "WAY",
            defaultValue = "random",
            description =
                    "How orders are chosen: fifo (one schedule), random, pct (random priorities with --depth), or "
                            + "exhaustive (all, each state once). Default: ${DEFAULT-VALUE}.")
    private Exploration.Way way = Exploration.Way.RANDOM;

    @Option(
            names = "--late",
            paramLabel = "WHAT",
            defaultValue = "work",
            description =
                    "What may be late: none (work takes no time), work (timers may overtake it), or all (hardware, "
                            + "timers and clients, too). Default: ${DEFAULT-VALUE}.")
    private Exploration.Lateness lateness = Exploration.Lateness.WORK;

    @Option(
            names = "--depth",
            paramLabel = "D",
            description = "For pct: how many events must come in a certain order. Default: " + USUAL_DEPTH + ".")
    private @Nullable Integer depth;

    @Option(names = "--schedules", paramLabel = "N", description = "Ends after N schedules.")
    private @Nullable Long schedules;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Ends after that time, as in 10s.")
    private @Nullable Long nanos;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed makes the same schedules. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--twice", description = "Runs each schedule twice and compares: finds what is not repeatable.")
    private boolean twice;

    @Option(
            names = "--small",
            description =
                    "Instead of a file: every workload with up to three jobs, two entities, two credits and one fault, "
                            + "in every order, under every policy or the one of --policy.")
    private boolean small;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = PolicyConverter.Names.class,
            description = "With --small: only under this policy: rr, fifo or fair.")
    private @Nullable Policy policy;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --small: only every Nth of them. Default: ${DEFAULT-VALUE}, all.")
    private int every;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public ExploreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireAtLeastOne("--depth", depth == null ? USUAL_DEPTH : depth);
        if (depth != null && way != Exploration.Way.PCT) {
            throw new ParameterException(spec.commandLine(), "--depth goes with --strategy pct");
        }
        requireAtLeastOne("--every", every);
        requireAtLeastOne("--schedules", schedules == null ? 1 : schedules);
        if (!small && (every != 1 || policy != null)) {
            throw new ParameterException(
                    spec.commandLine(), (policy != null ? "--policy" : "--every") + " goes with --small");
        }
        if (small) {
            refuseBesideSmall("--queue", "--strategy", "--late", "--schedules", "--time", "--seed", "--twice");
        }
        if ((file == null) != small) {
            throw new ParameterException(
                    spec.commandLine(), small ? "--small takes no FILE" : "Missing FILE; or try --small --every 100");
        }
        return file == null
                ? exploreSmall()
                : explore(new Inputs(console).workload(file).withLatency(Latency.NONE));
    }

    /** All of them are explored in every order, so there is nothing to choose. */
    private void refuseBesideSmall(String... options) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option + " does not go with --small, which explores every order on ordered queues");
            }
        }
    }

    private void requireAtLeastOne(String option, long value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + "; expected a whole number of at least 1");
        }
    }

    private int explore(Workload workload) {
        if (workload.jobs() > MANY_JOBS) {
            console.err()
                    .println(file + ": " + workload.jobs()
                            + " jobs make long schedules, a few a second; a part of them shows more: "
                            + "'gpusched import' writes one job a line");
        }
        boolean unlimited = nanos != null || way == Exploration.Way.EXHAUSTIVE;
        long most = schedules != null ? schedules : unlimited ? Long.MAX_VALUE : USUAL_SCHEDULES;
        Exploration exploration;
        try (ProgressLine progress = console.progress("exploring " + file, Amount.of("schedules"))) {
            long all = most == Long.MAX_VALUE ? ProgressLine.UNKNOWN : most;
            exploration = Exploration.of(
                    workload,
                    new Exploration.Settings(
                            promise,
                            lateness,
                            way,
                            depth == null ? USUAL_DEPTH : depth,
                            seed,
                            most,
                            nanos == null ? Long.MAX_VALUE : nanos,
                            twice),
                    count -> progress.within(nanos == null ? ProgressLine.UNKNOWN : nanos)
                            .at(count, all));
        }
        ExplorationReport.lines(exploration, String.valueOf(file)).forEach(console::line);
        return exploration.found().isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private int exploreSmall() {
        int code = ExitCode.FINE;
        for (Policy each : policy == null ? CaseReader.POLICIES : List.of(policy)) {
            Absence absence;
            try (ProgressLine progress =
                    console.progress("exploring small workloads under " + each.label(), Amount.of("workloads"))) {
                absence = Absence.of(each, every, progress::at);
            }
            List<String> lines = ExplorationReport.lines(each.label(), absence);
            lines.forEach(console::line);
            code = absence.found().isEmpty() ? code : ExitCode.DIFFERENT;
        }
        return code;
    }
}
