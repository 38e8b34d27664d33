package io.gpusched.cli.command;

import io.gpusched.application.event.Labels;
import io.gpusched.cli.conformance.CaseFiles;
import io.gpusched.cli.conformance.ConformanceCase;
import io.gpusched.cli.conformance.ConformanceCase.Difference;
import io.gpusched.cli.conformance.RandomCampaign;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.files.Input;
import io.gpusched.files.problem.Problem;
import io.gpusched.words.Shown;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs cases and compares the traces. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description =
                "Runs every case under the given paths and compares its trace, byte for byte, with the trace that Linux's own "
                        + "scheduler made. Prints one line for each case that differs, and 'N passed, M failed' at the end.",
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched conformance samples/cases", "  gpusched conformance samples/cases/timeout.case"})
final class ConformanceCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description =
                    "A .case file with its .trace in the same folder, a folder, or an archive of them (zip, or tar, packed or not); "
                            + "- is an archive on standard input.")
    private List<Path> paths = List.of();

    @Option(
            names = "--random",
            paramLabel = "N",
            description =
                    "Run N random workloads instead of cases: check every step, account for every job, repeat every run. "
                            + "A failure is shrunk and printed as a case.")
    private @Nullable Integer random;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description =
                    "The seed of the first random workload; the others count up from it. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it, and Program acts on it
    private final PatchOption patchOption = new PatchOption();

    /** Makes the command. */
    public ConformanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (random == null && paths.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "missing PATH; or try 'gpusched conformance --random 1000'");
        }
        if (random == null) {
            return runCases();
        }
        if (random < 1 || !paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--random takes a whole number of at least 1 and no PATH");
        }
        return runRandom(random);
    }

    private int runRandom(int count) {
        int failed = 0;
        try (ProgressLine progress = console.progress("checking", Amount.of("workloads"))) {
            for (long each = seed; each < seed + count; each++) {
                Optional<RandomCampaign.Failure> failure = RandomCampaign.run(each);
                if (failure.isPresent()) {
                    failed++;
                    report(failure.get());
                }
                progress.at(each + 1 - seed, count);
            }
        }
        console.line(count - failed + " passed, " + failed + " failed");
        return failed == 0 ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private void report(RandomCampaign.Failure failure) {
        console.line("# seed " + failure.seed() + ", Linux's bugs " + Labels.of(failure.bugs()) + ": "
                + failure.violation());
        failure.smallest().forEach(console::line);
    }

    private int runCases() {
        CaseFiles files = read();
        files.problems().forEach(this::complain);
        boolean badInput = !files.problems().isEmpty();
        int passed = 0;
        int failed = 0;
        try (ProgressLine progress = console.progress("comparing", Amount.of("cases"))) {
            List<ConformanceCase> cases = files.cases();
            for (int i = 0; i < cases.size(); i++) {
                Validation<Seq<Problem>, Optional<Difference>> checked =
                        cases.get(i).check();
                if (checked.isInvalid()) {
                    checked.getError().forEach(this::complain);
                    badInput = true;
                } else if (checked.get().isPresent()) {
                    report(cases.get(i), checked.get().get());
                    failed++;
                } else {
                    passed++;
                }
                progress.at(i + 1, cases.size());
            }
        }
        if (!badInput || passed + failed > 0) {
            console.line(passed + " passed, " + failed + " failed");
        }
        if (badInput) {
            return ExitCode.BAD_INPUT;
        }
        return failed == 0 ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private CaseFiles read() {
        try (ProgressLine progress = console.progress("reading", Amount.of("cases"))) {
            List<Input> inputs = paths.stream().map(new Inputs(console)::input).toList();
            return CaseFiles.under(inputs, console.limits(), progress::at);
        }
    }

    private void report(ConformanceCase which, Difference difference) {
        console.line(which.name() + ": line " + difference.line() + ": expected '" + Shown.of(difference.expected())
                + "', got '" + Shown.of(difference.actual()) + "'");
    }

    private void complain(Problem problem) {
        console.say("gpusched: " + problem);
    }
}
