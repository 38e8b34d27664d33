package io.gpusched.cli.command;

import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.study.QualityRun;
import io.gpusched.cli.study.StudyReport;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the figures of the kernel's scheduling quality tests. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description =
                "Runs clients in closed loops under several policies and credit limits, and prints the figures that the kernel's "
                        + "scheduling quality tests print: elapsed and ideal time, time and latency of a cycle, and by how many cycles the "
                        + "foremost client is ahead of the hindmost on average, times 100. samples/kunit holds the kernel's workloads.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched study samples/kunit",
            "  gpusched study samples/kunit/two-09-heavy-interactive.case --oversleep 25",
            "  gpusched study samples/kunit/two-02-normal-low.case --policy fifo --credits 1 --progress"
        })
public final class StudyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Cases (.case) in which each entity has one client that begins at 0, and nothing else happens; or folders of them.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> files;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            split = ",",
            converter = PolicyConverter.class,
            description = "Policies, separated by commas. Default: fifo,rr,fair.")
    private List<Policy> policies = List.of(new Fifo(), new RoundRobin(), new Fair());

    @Option(
            names = "--credits",
            paramLabel = "N",
            split = ",",
            converter = CreditLimitConverter.class,
            description = "Credit limits, separated by commas. Default: 1,2.")
    private List<Integer> credits = List.of(1, 2);

    @Option(
            names = "--oversleep",
            paramLabel = "PERCENT",
            converter = PercentConverter.class,
            description =
                    "Pauses last by up to so much longer than asked for, by chance, 0 to 100: 25 is what the kernel allows itself. "
                            + "Default: 0, where clients may fall into step.")
    private int oversleep;

    @Option(names = "--seed", paramLabel = "N", description = "Chooses how much longer. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--progress",
            description =
                    "Also the progress every 100 ms: cycles in percent, cycles a second, jobs in the queue, for each client.")
    private boolean progress;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public StudyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Lists.requireWhole(spec, "--policy", "--credits");
        if (credits.contains(Variant.AS_IT_IS)) {
            throw BadInput.ofFile(
                    files.getFirst().toString(), "--credits recorded is for recorded traces only; give numbers");
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files.stream().flatMap(StudyCommand::cases).toList()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            addStudy(file, lines);
        }
        lines.forEach(console::line);
        return ExitCode.FINE;
    }

    private void addStudy(Path file, List<String> lines) {
        Inputs.requireThere(file);
        Workload workload = Inputs.isTrace(file) ? refuse(file) : new Inputs(console).workload(file);
        if (!QualityRun.isQualityTest(workload)) {
            refuse(file);
        }
        List<QualityRun> runs = Variant.all(workload, policies, credits, List.of(1)).stream()
                .map(each -> QualityRun.of(each, oversleep, seed))
                .toList();
        lines.addAll(StudyReport.lines(title(file), runs, console.screen().columns()));
        if (progress) {
            for (QualityRun run : runs) {
                lines.add(run.variant().name() + ":");
                lines.addAll(run.progress());
            }
        }
    }

    private static Workload refuse(Path file) {
        throw BadInput.ofFile(
                file.toString(),
                "expected a case (.case) in which each entity has one client that begins at 0, and nothing else happens");
    }

    /** The first comment of a case says what it is. */
    private static String title(Path file) {
        return Inputs.text(file)
                .lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2))
                .orElse(file.getFileName().toString());
    }

    private static Stream<Path> cases(Path file) {
        if (!Files.isDirectory(file)) {
            return Stream.of(file);
        }
        try (Stream<Path> files = Files.list(file)) {
            List<Path> cases = files.filter(each -> each.toString().endsWith(".case"))
                    .sorted()
                    .toList();
            if (cases.isEmpty()) {
                throw BadInput.ofFile(file.toString(), "there are no .case files in this folder");
            }
            return cases.stream();
        } catch (IOException failure) {
            throw BadInput.ofFile(file.toString(), "cannot be read: " + failure.getMessage());
        }
    }
}
