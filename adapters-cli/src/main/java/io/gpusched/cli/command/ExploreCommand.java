package io.gpusched.cli.command;

import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.QueueOrder;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.SmallExploration;
import io.gpusched.cli.experiment.WorkloadExploration;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.views.text.ExplorationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explores the orders of events of a workload. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description =
                "Runs a workload on the simulated GPU in one order of events after another, and checks every step. "
                        + "A failure is shrunk to a minimal history and printed with a token that reproduces it. Exit code 1 if "
                        + "a failure was found. Without a limit: 10,000 schedules, or all if the strategy is exhaustive.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched explore samples/cases/timeout.case --strategy exhaustive",
            "  gpusched explore samples/cases/timeout.case --queue concurrent   # exit code 1: it finds a failure",
            "  gpusched explore --small --every 1000"
        })
final class ExploreCommand implements Callable<Integer> {
    private static final long USUAL_SCHEDULES = 10_000;
    private static final long MANY_JOBS = 200;

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A workload: a case, a scenario, or a recorded trace.")
    private @Nullable Path file;

    @Option(
            names = "--queue",
            paramLabel = "ORDER",
            defaultValue = "ordered",
            description =
                    "Which ordering the work queues guarantee: ordered (one item at a time, in order), overlapping (each queue "
                            + "in order, but queues overlap at port calls: one for each ring), unordered (one at a time, in any order), "
                            + "concurrent (items overlap at port calls). Default: ${DEFAULT-VALUE}.")
    private QueueOrder queueOrder = QueueOrder.ORDERED;

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            defaultValue = "random",
            description = "Which orders to run: fifo (one schedule), random, pct (random priorities, see --depth), or "
                    + "exhaustive (all, each state once). Default: ${DEFAULT-VALUE}.")
    private Strategy strategy = Strategy.RANDOM;

    @Option(
            names = "--late",
            paramLabel = "WHAT",
            defaultValue = "work",
            description =
                    "What may be late: none, work (timers may overtake it), or all (work, hardware, timers and clients). "
                            + "Default: ${DEFAULT-VALUE}.")
    private Lateness lateness = Lateness.WORK;

    @Option(
            names = "--depth",
            paramLabel = "D",
            description = "PCT bug depth: the number of ordering constraints to hit. Default: "
                    + SearchSettings.USUAL_DEPTH + ".")
    private @Nullable Integer depth;

    @Mixin
    private final BackendOptions backendOptions = new BackendOptions();

    @Option(names = "--schedules", paramLabel = "N", description = "Stop after N schedules.")
    private @Nullable Long schedules;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after that time, as in 10s.")
    private @Nullable Long nanos;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "The seed of random and pct: the same seed makes the same schedules. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--twice", description = "Run each schedule twice and compare the histories.")
    private boolean twice;

    @Option(
            names = "--small",
            description =
                    "Explore every workload with up to three jobs, two entities, two credits and one fault instead of a file, "
                            + "in every order.")
    private boolean small;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = PolicyConverter.Names.class,
            description =
                    "rr, fifo, fair, sfq, sfq-strict, or a file such as Edf.java that holds one of your own. Default: as in the input; with "
                            + "--small: all.")
    private @Nullable Policy policy;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --small: only every Nth workload. Default: ${DEFAULT-VALUE}, all.")
    private int every;

    @Option(
            names = "--first",
            paramLabel = "K",
            defaultValue = "0",
            description =
                    "With --every N: which workload is the first, from 0 to N-1. N machines with N different K explore all of them. "
                            + "Default: ${DEFAULT-VALUE}.")
    private int first;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PatchOption patchOption = new PatchOption();

    /** Makes the command. */
    public ExploreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        backendOptions.choose(console);
        requireAtLeastOne("--depth", depth == null ? SearchSettings.USUAL_DEPTH : depth);
        if (depth != null && strategy != Strategy.PCT) {
            throw new ParameterException(spec.commandLine(), "--depth goes with --strategy pct");
        }
        requireAtLeastOne("--every", every);
        if (first < 0 || first >= every) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--first is " + first + "; expected a number from 0 to " + (every - 1) + ", below --every");
        }
        requireAtLeastOne("--schedules", schedules == null ? 1 : schedules);
        if (!small && every != 1) {
            throw new ParameterException(spec.commandLine(), "--every goes with --small");
        }
        if (small) {
            refuseBesideSmall(
                    "--backend", "--queue", "--strategy", "--late", "--schedules", "--time", "--seed", "--twice");
        }
        if ((file == null) != small) {
            throw new ParameterException(
                    spec.commandLine(), small ? "--small takes no FILE" : "Missing FILE; or try --small --every 100");
        }
        return file == null
                ? exploreSmall()
                : explore(asAsked(new Inputs(console).workload(file).withLatency(Latency.NONE)));
    }

    /** Small workloads are explored in every order, so these options would do nothing. */
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

    private Workload asAsked(Workload given) {
        Workload workload = policy == null ? given : given.withPolicy(policy);
        if (workload.needsRealTime()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a backend of this workload works in real time, so its orders cannot be chosen; explore it on --backend simulated");
        }
        return workload;
    }

    private int explore(Workload workload) {
        if (workload.jobs() > MANY_JOBS) {
            console.say(file + ": " + workload.jobs()
                    + " jobs make long schedules, so only a few run in a second; explore a part of the trace instead: "
                    + "'gpusched import' writes one job a line");
        }
        boolean unlimited = nanos != null || strategy == Strategy.EXHAUSTIVE;
        long most = schedules != null ? schedules : unlimited ? Limits.NO_LIMIT : USUAL_SCHEDULES;
        Limits limits = Limits.ofSchedules(most).within(nanos == null ? Limits.NO_LIMIT : nanos);
        WorkloadExploration exploration;
        try (ProgressLine progress = console.progress("exploring " + file, Amount.of("schedules"))) {
            long all = most == Limits.NO_LIMIT ? ProgressLine.UNKNOWN : most;
            exploration = WorkloadExploration.of(
                    workload,
                    new Guarantees(queueOrder.queues(), lateness),
                    new SearchSettings(strategy, seed, depth == null ? SearchSettings.USUAL_DEPTH : depth),
                    twice ? limits.runTwice() : limits,
                    count -> progress.within(nanos == null ? ProgressLine.UNKNOWN : nanos)
                            .at(count, all));
        }
        String more = console.pluggedOptions() + backendOptions.typed() + patchOption.again();
        ExplorationReport.lines(exploration, String.valueOf(file), more).forEach(console::sentence);
        return exploration.found().isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private int exploreSmall() {
        int code = ExitCode.FINE;
        for (Policy each : policy == null ? Policies.FOR_SEVERAL_ENTITIES : List.of(policy)) {
            SmallExploration explored;
            try (ProgressLine progress =
                    console.progress("exploring small workloads under " + each.label(), Amount.of("workloads"))) {
                explored = SmallExploration.of(each, every, first, progress::at);
            }
            List<String> lines = ExplorationReport.lines(each.label(), explored, patchOption.again());
            lines.forEach(console::line);
            code = explored.found().isEmpty() ? code : ExitCode.DIFFERENT;
        }
        return code;
    }
}
