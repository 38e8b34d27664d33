package io.gpusched.cli.command;

import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.RingLoad;
import io.gpusched.application.insight.RunOutcome;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.recording.ReplayOptions.PriorityRule;
import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.RecordedTimes;
import io.gpusched.cli.experiment.Trials;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.views.text.Comparison;
import io.gpusched.views.text.Comparison.Context;
import io.gpusched.views.text.Comparison.Rerun;
import io.gpusched.views.text.Comparison.Trial;
import io.gpusched.views.text.ComparisonReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what other settings would have changed. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Runs a workload under every combination of policies, credit limits and numbers of rings, and compares the figures "
                        + "of each client with those of the recording, or of the file as it is.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched compare samples/steamvr-desktop.trace.txt --policy fifo,rr,fair --credits 1,2,recorded",
            "  gpusched compare samples/video-and-training.yaml --credits 1,2 --priority training=low",
            "  gpusched compare samples/inference-and-hog.yaml --rings 1,2 --print csv",
            "  gpusched compare samples/steamvr-desktop.trace.txt --perfetto policies.json"
        })
final class CompareCommand implements Callable<Integer> {
    /** The forms of output. */
    enum Print {
        TABLE,
        JSON,
        CSV
    }

    private static final List<Double> OTHER_LATENCIES = List.of(0.5, 2.0);

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A scenario (.yaml), a case (.case), or a recorded trace.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

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
            description =
                    "Credit limits of all rings, separated by commas. In a recorded trace one of them may be 'recorded': the most "
                            + "that was seen in flight. Default: as in the input.")
    private List<Integer> credits = List.of(Variant.AS_IT_IS);

    @Option(
            names = "--rings",
            paramLabel = "N",
            split = ",",
            converter = RingsConverter.class,
            description =
                    "How many rings replace each ring, separated by commas; the load balancer chooses among them. Default: 1."
                            + "")
    private List<Integer> rings = List.of(1);

    @Option(
            names = "--frame",
            paramLabel = "CLIENT=JOBS",
            converter = FrameConverter.class,
            description =
                    "How many jobs of a client make a frame; its rate is then in frames a second. Repeat the option for other clients.")
    private List<Setting<Integer>> frames = List.of();

    @Mixin
    private final BackendOptions backendOptions = new BackendOptions();

    @Mixin
    private final BaseOptions baseOptions = new BaseOptions();

    @Mixin
    private final TraceOptions traceOptions = new TraceOptions();

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table: for people; json, csv: for programs. Default: ${DEFAULT-VALUE}.")
    private Print print = Print.TABLE;

    @Mixin
    private final Exports exports = new Exports();

    @Mixin
    private final ReportOption reportOption = new ReportOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it, and Program acts on it
    private final PatchOption patchOption = new PatchOption();

    /** Makes the command. */
    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        backendOptions.choose(console);
        Lists.requireWhole(spec, "--policy", "--credits", "--rings");
        requireDifferent("--policy", policies.stream().map(Policy::label).toList());
        requireDifferent("--credits", credits);
        requireDifferent("--rings", rings);
        List<Path> outputs = new ArrayList<>(exports.files());
        outputs.addAll(reportOption.files());
        OutputFile.requireApart(file, outputs);
        try (ReportFile page = reportOption.open(console, new Made(console, file, true))) {
            Comparison comparison = comparison(page);
            print(comparison);
            page.complete(String.valueOf(file.getFileName()), comparison, null);
        }
        return ExitCode.FINE;
    }

    private void print(Comparison comparison) {
        ComparisonReport report = new ComparisonReport(comparison);
        switch (print) {
            case TABLE -> report.lines(console.screen().columns()).forEach(console::line);
            case JSON -> console.text(report.json());
            case CSV -> report.csv().forEach(console::line);
        }
    }

    private Comparison comparison(ReportFile page) {
        Inputs inputs = new Inputs(console);
        if (inputs.isTrace(file)) {
            return comparisonOfTrace(page, inputs);
        }
        baseOptions.refuseFor(file);
        if (credits.contains(Variant.AS_IT_IS) && credits.size() > 1) {
            throw BadInput.ofFile(
                    file.toString(), "--credits recorded is for recorded traces only; give numbers, or leave it out");
        }
        Workload asItIs = inputs.workload(file, traceOptions.requests());
        Workload base = traceOptions.withLatency(asItIs);
        return comparison(page, "as it is", base, null, traceOptions.withPriorities(file, asItIs));
    }

    /** What is compared is measured against the replay under the settings of the recorded machine. */
    private Comparison comparisonOfTrace(ReportFile page, Inputs inputs) {
        Recording recording = inputs.recording(file);
        ReplayOptions options = traceOptions.of(file, recording);
        ReplayOptions ofBase = baseOptions.of(options, new RecordedNames(file.toString(), recording));
        Replay base = Replay.of(recording, ofBase);
        inputs.tell(file, base);
        List<PriorityRule> rules = new ArrayList<>(ofBase.priorities());
        rules.addAll(options.priorities());
        Replay changed = Replay.of(recording, ofBase.withPriorities(rules));
        return comparison(page, "replayed", base.workload(), recorded(base), changed.workload());
    }

    private void requireDifferent(String option, List<?> values) {
        if (Set.copyOf(values).size() < values.size()) {
            throw new ParameterException(spec.commandLine(), option + " names a value twice");
        }
    }

    private Comparison comparison(
            ReportFile page, String against, Workload base, @Nullable RunOutcome recorded, Workload workload) {
        Map<String, Integer> jobsPerFrame = jobsPerFrame(workload);
        JobLog log = new JobLog(base::overlaps);
        RunOutcome baseline = Trials.of(base, log.andThen(page.begin(against, base)));
        List<Variant> variants = Variant.all(workload, policies, credits, rings);
        List<Double> factors = base.latency().isNone() ? List.of() : OTHER_LATENCIES;
        long runs = variants.size() + (long) factors.size() * (variants.size() + 1);
        List<RunOutcome> outcomes;
        List<Rerun> reruns = new ArrayList<>();
        try (ProgressLine progress = console.progress("comparing", Amount.of("runs"))) {
            outcomes = outcomes(page, variants, done -> progress.at(done, runs));
            for (double factor : factors) {
                long before = variants.size() + (long) reruns.size() * (variants.size() + 1);
                reruns.add(new Rerun(
                        factor, Trials.of(again(base, variants, factor), done -> progress.at(before + done, runs))));
            }
        }
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            trials.add(new Trial(variants.get(i), outcomes.get(i)));
        }
        Context context = new Context(base.latency(), RingLoad.of(log.jobs(), base.rings()), reruns);
        return new Comparison(against, baseline, trials, jobsPerFrame, recorded, context);
    }

    /** Returns the base and all variants at another latency. */
    private static List<Variant> again(Workload base, List<Variant> variants, double factor) {
        List<Variant> all = new ArrayList<>();
        all.add(new Variant(base.policy(), Variant.AS_IT_IS, 1, base));
        all.addAll(variants);
        return all.stream().map(each -> each.withLatencyTimes(factor)).toList();
    }

    /** Files take one run at a time; without them all go in parallel. */
    private List<RunOutcome> outcomes(ReportFile page, List<Variant> variants, LongConsumer progress) {
        if (exports.files().isEmpty() && !page.isAskedFor()) {
            return Trials.of(variants, progress);
        }
        try (ExportFiles files = exports.open()) {
            List<RunOutcome> outcomes = new ArrayList<>();
            for (Variant each : variants) {
                progress.accept(outcomes.size());
                outcomes.add(Trials.of(
                        each.workload(),
                        files.begin(each.name(), each.workload()).andThen(page.begin(each.name(), each.workload()))));
            }
            files.complete();
            return outcomes;
        }
    }

    private Map<String, Integer> jobsPerFrame(Workload workload) {
        Map<String, Integer> jobs = new TreeMap<>();
        for (Setting<Integer> each : frames) {
            if (!workload.clients().contains(each.subject())) {
                throw BadInput.ofFile(
                        file.toString(),
                        UnknownName.message(
                                "--frame",
                                "client",
                                each.subject(),
                                workload.clients(),
                                workload.clients().stream().distinct().toList()));
            }
            jobs.put(each.subject(), each.value());
        }
        return jobs;
    }

    /** Returns how the recording itself went; its time begins when its first job was queued. */
    private static RunOutcome recorded(Replay replay) {
        List<JobTimes> jobs = RecordedTimes.of(replay.recording());
        long end = jobs.stream().mapToLong(JobTimes::doneNanos).max().orElse(0);
        return RunOutcome.of(jobs, replay.workload().clients(), end);
    }
}
