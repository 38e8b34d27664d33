package io.gpusched.cli.command;

import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.study.PredictionStudy;
import io.gpusched.cli.study.QualityRun;
import io.gpusched.cli.study.StudyReport;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.files.problem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the figures of the kernel's scheduling quality tests. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description =
                "Runs clients in closed loops under several policies and credit limits, and prints the figures that the kernel's "
                        + "scheduling quality tests print: elapsed and ideal time, time and latency of a cycle, and the average lead of "
                        + "the fastest client over the slowest, in hundredths of a cycle. samples/kunit holds the kernel's workloads.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched study samples/kunit",
            "  gpusched study samples/kunit/two-09-heavy-interactive.case --oversleep 25",
            "  gpusched study samples/kunit/two-02-normal-low.case --policy fifo --credits 1 --progress"
        })
final class StudyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    "Cases (.case) in which each entity has one client that begins at 0, and nothing else happens; or folders of them.")
    private List<Path> files = List.of();

    @Option(
            names = "--predict",
            paramLabel = "DIR",
            description =
                    "Instead: a folder of recordings of the kernel's scheduler tests, NAME.POLICY.txt, packed or not. Replays each under "
                            + "its own policy, predicts from it the other policies, and prints what the kernel did under those.")
    private @Nullable Path predict;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            split = ",",
            converter = PolicyConverter.class,
            description = "Policies, separated by commas. Default: fifo,rr,fair.")
    private List<Policy> policies = Policies.DEFAULT_FIRST;

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
                    "By how many percent a pause lasts longer than asked for, at most; how much is random. The kernel allows itself "
                            + "25. Default: 0, where clients may fall into step.")
    private int oversleep;

    @Option(names = "--seed", paramLabel = "N", description = "The seed for --oversleep. Default: 1.")
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
        if (files.isEmpty() == (predict == null)) {
            throw new ParameterException(
                    spec.commandLine(), "expected either cases to study, or --predict and a folder of recordings");
        }
        if (predict != null) {
            predict(predict);
            return ExitCode.FINE;
        }
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

    private void predict(Path folder) {
        Inputs.requireThere(folder);
        PredictionStudy study = new PredictionStudy(folder);
        Inputs inputs = new Inputs(console);
        int recordings = 0;
        for (Path file : filesIn(folder)) {
            String name = String.valueOf(file.getFileName());
            Optional<Policy> policy = PredictionStudy.policyOf(name);
            if (policy.isPresent()) {
                study.add(name, policy.get(), inputs.recording(file));
                recordings++;
            }
        }
        if (recordings == 0) {
            throw BadInput.ofFile(
                    folder.toString(),
                    "has no recordings of the kernel's scheduler tests; expected files such as "
                            + "scheduler_many_clients_tests.00-2-clients.rr.txt.xz");
        }
        study.lines().forEach(console::line);
    }

    private static List<Path> filesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw BadInput.ofFile(folder.toString(), "is not a folder; --predict takes a folder of recordings");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw BadInput.ofFile(folder.toString(), "cannot be read: " + Trouble.reason(failure));
        }
    }

    private void addStudy(Path file, List<String> lines) {
        Inputs.requireThere(file);
        Inputs inputs = new Inputs(console);
        Workload workload = inputs.isTrace(file) ? refuse(file) : inputs.workload(file);
        if (!QualityRun.isQualityTest(workload)) {
            refuse(file);
        }
        List<QualityRun> runs = Variant.all(workload, policies, credits, List.of(1)).stream()
                .map(each -> QualityRun.of(each, oversleep, seed))
                .toList();
        lines.addAll(
                StudyReport.lines(title(file, inputs), runs, console.screen().columns()));
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
    private static String title(Path file, Inputs inputs) {
        return inputs.text(file)
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
            throw BadInput.ofFile(file.toString(), "cannot be read: " + Trouble.reason(failure));
        }
    }
}
