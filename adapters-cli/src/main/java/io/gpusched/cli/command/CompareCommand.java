package io.gpusched.cli.command;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Outcome;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Trials;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.files.problem.Nearest;
import io.gpusched.files.trace.RecordedHistory;
import io.gpusched.views.text.Comparison;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what other settings would have changed. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Runs a workload under every combination of policies, credit limits and numbers of rings, and compares how each "
                        + "client fares, with each other and with the recording, or with the file as it is.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched compare samples/steamvr-desktop.trace.txt --policy fifo,rr,fair --credits 1,2,recorded",
            "  gpusched compare samples/video-and-training.yaml --credits 1,2 --priority training=low",
            "  gpusched compare samples/inference-and-hog.yaml --rings 1,2 --print csv",
            "  gpusched compare samples/steamvr-desktop.trace.txt --perfetto policies.json"
        })
public final class CompareCommand implements Callable<Integer> {
    /** What is printed. */
    enum Print {
        TABLE,
        JSON,
        CSV
    }

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
    private List<Policy> policies = List.of(new Fifo(), new RoundRobin(), new Fair());

    @Option(
            names = "--credits",
            paramLabel = "N",
            split = ",",
            converter = CreditLimitConverter.class,
            description =
                    "Credit limits of all rings, separated by commas. In a recorded trace one of them may be 'recorded': the most "
                            + "that was seen in flight. Default: as the input says.")
    private List<Integer> credits = List.of(Variant.AS_IT_IS);

    @Option(
            names = "--rings",
            paramLabel = "N",
            split = ",",
            converter = RingsConverter.class,
            description =
                    "How many rings stand in the place of each one, separated by commas; the load balancer picks among them. "
                            + "Default: 1.")
    private List<Integer> rings = List.of(1);

    @Option(
            names = "--frame",
            paramLabel = "CLIENT=JOBS",
            converter = FrameConverter.class,
            description =
                    "So many jobs of a client make a frame; its rate is then in frames a second. Repeat it for others.")
    private List<Setting<Integer>> frames = List.of();

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

    /** Makes the command. */
    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Lists.requireWhole(spec, "--policy", "--credits", "--rings");
        requireDifferent("--policy", policies.stream().map(Policy::label).toList());
        requireDifferent("--credits", credits);
        requireDifferent("--rings", rings);
        List<Path> outputs = new ArrayList<>(exports.files());
        outputs.addAll(reportOption.files());
        OutputFile.requireApart(file, outputs);
        try (ReportFile page = reportOption.open(console)) {
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
            case JSON -> console.line(report.json());
            case CSV -> report.csv().forEach(console::line);
        }
    }

    private Comparison comparison(ReportFile page) {
        Inputs inputs = new Inputs(console);
        if (Inputs.isTrace(file)) {
            Replay replay = inputs.replay(file, traceOptions);
            if (page.isAskedFor()) {
                RecordedHistory.of(replay.recording())
                        .forEach(page.beginRecording(replay.workload(), replay.originNanos()));
            }
            return comparison(page, "recorded", recorded(replay), replay.workload());
        }
        if (credits.contains(Variant.AS_IT_IS) && credits.size() > 1) {
            throw BadInput.ofFile(
                    file.toString(), "--credits recorded is for recorded traces only; give numbers, or leave it out");
        }
        Workload asItIs = inputs.workload(file);
        Outcome baseline = Trials.of(asItIs, page.begin("as it is", asItIs));
        return comparison(page, "as it is", baseline, traceOptions.withPriorities(file, asItIs));
    }

    private void requireDifferent(String option, List<?> values) {
        if (Set.copyOf(values).size() < values.size()) {
            throw new ParameterException(spec.commandLine(), option + " names one twice; expected each once");
        }
    }

    private Comparison comparison(ReportFile page, String against, Outcome baseline, Workload workload) {
        Map<String, Integer> jobsPerFrame = jobsPerFrame(workload);
        List<Variant> variants = Variant.all(workload, policies, credits, rings);
        List<Outcome> outcomes;
        try (ProgressLine progress = console.progress("comparing", Amount.of("runs"))) {
            outcomes = outcomes(page, variants, done -> progress.at(done, variants.size()));
        }
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            trials.add(new Trial(variants.get(i), outcomes.get(i)));
        }
        return new Comparison(against, baseline, trials, jobsPerFrame);
    }

    /** Files take one run at a time; without them all go in parallel. */
    private List<Outcome> outcomes(ReportFile page, List<Variant> variants, LongConsumer progress) {
        if (exports.files().isEmpty() && !page.isAskedFor()) {
            return Trials.of(variants, progress);
        }
        try (ExportFiles files = exports.open()) {
            List<Outcome> outcomes = new ArrayList<>();
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
                        "--frame names the client '" + each.subject() + "', which is not there;"
                                + Nearest.hint(each.subject(), workload.clients()) + " clients here: "
                                + String.join(
                                        ", ",
                                        workload.clients().stream().distinct().toList()));
            }
            jobs.put(each.subject(), each.value());
        }
        return jobs;
    }

    /** Returns how the recording itself went; its time begins when its first job was queued. */
    private static Outcome recorded(Replay replay) {
        List<JobTimes> jobs = new ArrayList<>();
        long end = 0;
        for (int id = 0; id < replay.recording().jobs().size(); id++) {
            JobTimes times = times(id, replay.recorded(id), replay.originNanos());
            jobs.add(times);
            end = Math.max(end, times.doneNanos());
        }
        return Outcome.of(jobs, replay.workload().clients(), end);
    }

    private static JobTimes times(int id, RecordedJob job, long origin) {
        return new JobTimes(
                id,
                job.client(),
                job.ring(),
                job.queuedNanos() - origin,
                job.runNanos() - origin,
                job.startedNanos() - origin,
                job.doneNanos() - origin,
                job.doneNanos() - origin,
                null);
    }
}
