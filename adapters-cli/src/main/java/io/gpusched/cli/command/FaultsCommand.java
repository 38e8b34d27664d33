package io.gpusched.cli.command;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.FaultCampaign;
import io.gpusched.cli.experiment.FaultFinding;
import io.gpusched.cli.experiment.FaultKind;
import io.gpusched.cli.experiment.RealTime;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.files.problem.Nearest;
import io.gpusched.views.text.ExplorationReport;
import io.gpusched.words.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries every fault at every step of a workload. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Runs a workload once to count its steps, then once for each step and each kind of fault, with that fault there, "
                        + "and checks every step: no fence is lost, no job is freed twice, credits and accounts are right, and every ring "
                        + "runs a new job afterwards. A failure is shrunk and printed as a case. Exit code 1 if a failure was found.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched faults samples/cases/timeout.case",
            "  gpusched faults samples/hanging-client.yaml --kinds hang,device-gone --every 100",
            "  gpusched faults samples/cases/reset-fair.case --kinds teardown --at 12",
            "  gpusched faults --random 20"
        })
public final class FaultsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A workload: a case, a scenario, or a recorded trace.")
    private @Nullable Path file;

    @Option(
            names = "--random",
            paramLabel = "N",
            description = "Try the faults on N random workloads of up to 12 steps instead of a file.")
    private @Nullable Integer random;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "The seed of the first random workload; the others count up from it. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            description =
                    "Only these kinds of fault, with commas between them; docs/faults.md lists them. Default: all.")
    private List<String> kinds = List.of();

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Only every Nth step. Default: ${DEFAULT-VALUE}, all.")
    private int every;

    @Option(
            names = "--at",
            paramLabel = "STEP",
            description = "Only at this step, and print what happens; needs exactly one kind.")
    private @Nullable Long at;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after that time, as in 10s.")
    private @Nullable Long nanos;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public FaultsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<FaultKind> chosen = kinds();
        if (every < 1) {
            throw wrong("--every is " + every + "; expected a whole number of at least 1");
        }
        if (at != null && (chosen.size() != 1 || at < 0 || nanos != null || every != 1)) {
            throw wrong(
                    "--at takes a step from 0 and goes with exactly one kind in --kinds, and not with --every or --time");
        }
        if ((file == null) == (random == null) || (random != null && (random < 1 || at != null))) {
            throw wrong(
                    file == null && random == null
                            ? "missing FILE; or try --random 100"
                            : "--random takes a whole number of at least 1, and neither a FILE nor --at");
        }
        if (file == null) {
            return randomCampaign(chosen, random == null ? 0 : random);
        }
        Workload workload = new Inputs(console).workload(file).withLatency(Latency.NONE);
        return at == null ? campaign(workload, chosen) : one(workload, chosen.getFirst(), at);
    }

    private int randomCampaign(List<FaultKind> chosen, int count) {
        LongSupplier clock = RealTime.start();
        long steps = 0;
        long positions = 0;
        int tried = 0;
        try (ProgressLine progress = console.progress("trying faults in random workloads", Amount.of("workloads"))) {
            while (tried < count && hasTime(clock)) {
                Workload workload = FaultCampaign.random(seed + tried);
                FaultCampaign campaign = FaultCampaign.of(workload, chosen, every, () -> hasTime(clock), done -> {});
                tried++;
                steps += campaign.steps();
                positions += campaign.positions();
                if (campaign.found().isPresent()) {
                    console.line("seed        " + (seed + tried - 1));
                    report(campaign.found().get());
                    return ExitCode.DIFFERENT;
                }
                progress.at(tried, count);
            }
        }
        console.line("workloads   " + ExplorationReport.count(tried));
        tell(steps, chosen, positions, false);
        console.line("found       nothing");
        return ExitCode.FINE;
    }

    private boolean hasTime(LongSupplier clock) {
        return nanos == null || clock.getAsLong() < nanos;
    }

    private void tell(long steps, List<FaultKind> chosen, long positions, boolean isWhole) {
        console.line("steps       " + ExplorationReport.count(steps) + " without a fault");
        console.line("kinds       " + chosen.size());
        console.line("positions   " + ExplorationReport.count(positions) + (isWhole ? ", all of them" : ""));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<FaultKind> kinds() {
        List<String> labels =
                Arrays.stream(FaultKind.values()).map(FaultKind::label).toList();
        List<FaultKind> chosen = new ArrayList<>();
        for (String each : kinds) {
            chosen.add(FaultKind.of(each)
                    .orElseThrow(() -> wrong(Shown.quoted(each) + " is not a kind of fault;"
                            + Nearest.hint(each, labels) + " expected some of " + String.join(", ", labels))));
        }
        return chosen.isEmpty() ? List.of(FaultKind.values()) : chosen;
    }

    private int campaign(Workload workload, List<FaultKind> chosen) {
        LongSupplier clock = RealTime.start();
        FaultCampaign campaign;
        try (ProgressLine progress = console.progress("trying faults in " + file, Amount.of("positions"))) {
            campaign = FaultCampaign.of(
                    workload, chosen, every, () -> hasTime(clock), done -> progress.at(done, ProgressLine.UNKNOWN));
        }
        tell(campaign.steps(), chosen, campaign.positions(), campaign.isWhole());
        if (campaign.found().isEmpty()) {
            console.line("found       nothing");
            return ExitCode.FINE;
        }
        report(campaign.found().get());
        return ExitCode.DIFFERENT;
    }

    private void report(FaultFinding found) {
        console.line("found       " + found.violation());
        console.line("fault       " + found.kind().label() + " at step " + found.at());
        console.line("");
        found.trace().forEach(console::line);
        console.line("");
        found.token().ifPresent(token -> console.command("repeat it   gpusched replay " + token));
        if (found.token().isEmpty()) {
            String name = (file == null ? "random" : file) + (found.caseLines().isPresent() ? ".small.case" : "");
            found.caseLines().ifPresent(lines -> {
                console.line("The workload is too large for a token; save these lines as " + name);
                lines.forEach(console::line);
                console.line("");
            });
            console.command("repeat it   gpusched faults " + name + " --kinds "
                    + found.kind().label() + " --at " + found.at());
        }
    }

    private int one(Workload workload, FaultKind kind, long step) {
        FaultFinding.Repeated repeated = FaultFinding.repeat(workload, kind, step);
        repeated.trace().forEach(console::line);
        console.line("");
        console.line(repeated.violation().map(Object::toString).orElse("every rule holds"));
        return repeated.violation().isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }
}
