package io.gpusched.cli.command;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.LassoFinding;
import io.gpusched.cli.experiment.ServiceBounds;
import io.gpusched.cli.experiment.SmallLiveness;
import io.gpusched.cli.experiment.WorkloadLiveness;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.views.text.LivenessReport;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Decides whether every job ends and every client is served. */
@Command(
        name = "liveness",
        mixinStandardHelpOptions = true,
        description =
                "Looks at every state of a workload on the simulated GPU, and decides whether every accepted job ends, whatever the order of "
                        + "events, as long as nobody who can act is passed over for ever. With --served: how many jobs of others start "
                        + "at most before a client is served, for each policy. Exit code 1 if a job never ends or a client starves.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched liveness samples/cases/timeout.case",
            "  gpusched liveness --served --policy fifo       # exit code 1: a client starves",
            "  gpusched liveness --small --every 3000"
        })
public final class LivenessCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A workload: a case, a scenario, or a recorded trace.")
    private @Nullable Path file;

    @Option(names = "--small", description = "Every small workload, as of explore --small, instead of a file.")
    private boolean small;

    @Option(
            names = "--served",
            description = "Clients that submit without end, instead of a file: how long does one of them wait?")
    private boolean served;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = PolicyConverter.Names.class,
            description =
                    "With --small and --served: only this policy, rr, fifo, fair, sfq or sfq-strict, or FILE.java.")
    private @Nullable Policy policy;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --small: only every Nth workload. Default: ${DEFAULT-VALUE}, all.")
    private int every;

    @Option(
            names = "--states",
            paramLabel = "N",
            defaultValue = "200000",
            description = "With a FILE: look at N states at most. Default: ${DEFAULT-VALUE}.")
    private int states;

    @Mixin
    private final BackendOptions backendOptions = new BackendOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public LivenessCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        backendOptions.choose(console);
        int kinds = (file == null ? 0 : 1) + (small ? 1 : 0) + (served ? 1 : 0);
        if (kinds != 1) {
            throw wrong("expected one of FILE, --small and --served");
        }
        if (every < 1 || states < 1) {
            throw wrong("--every and --states take a whole number of at least 1");
        }
        if (file != null && (policy != null || every != 1)) {
            throw wrong("--policy goes with --small or --served, and --every with --small");
        }
        List<Policy> policies = policy == null ? Policies.FOR_SEVERAL_ENTITIES : List.of(policy);
        return file != null ? ofFile(file) : small ? ofSmall(policies) : ofServed(policies);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int ofFile(Path given) {
        Workload workload = new Inputs(console).workload(given).withLatency(Latency.NONE);
        if (workload.needsRealTime()) {
            throw wrong(
                    "a backend of this workload works in real time, so its orders cannot be chosen; take --backend simulated");
        }
        WorkloadLiveness liveness = WorkloadLiveness.of(workload, states);
        LivenessReport.lines(liveness, console.pluggedOptions() + backendOptions.typed())
                .forEach(console::line);
        boolean fine = liveness.found().isEmpty() && liveness.liveness().failure() == null;
        return fine ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private int ofSmall(List<Policy> policies) {
        int code = ExitCode.FINE;
        for (Policy each : policies) {
            SmallLiveness decided;
            try (ProgressLine progress =
                    console.progress("looking at small workloads under " + each.label(), Amount.of("workloads"))) {
                decided = SmallLiveness.of(each, every, progress::at);
            }
            LivenessReport.lines(each.label(), decided).forEach(console::line);
            code = decided.found().isEmpty() ? code : ExitCode.DIFFERENT;
        }
        return code;
    }

    private int ofServed(List<Policy> policies) {
        List<ServiceBounds> all = new ArrayList<>();
        for (Policy each : policies) {
            all.addAll(ServiceBounds.of(each));
        }
        LivenessReport.table(all).forEach(console::line);
        List<LassoFinding> found =
                all.stream().flatMap(each -> each.found().stream()).toList();
        if (policies.size() == 1) {
            found.stream()
                    .flatMap(each -> LivenessReport.lines(each, "").stream())
                    .forEach(console::line);
        }
        return found.isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }
}
