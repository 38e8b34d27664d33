package io.gpusched.cli.command;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.sweep.Study;
import io.gpusched.cli.sweep.StudyFiles;
import io.gpusched.cli.sweep.StudyFolder;
import io.gpusched.cli.sweep.StudyResults;
import io.gpusched.cli.sweep.StudyTable;
import io.gpusched.cli.sweep.StudyView;
import io.gpusched.cli.sweep.SweepSetting;
import io.gpusched.domain.sched.LinuxBugs;
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

/** Plays a study. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description =
                "Plays a study: workloads under all combinations of settings, many times each, and says how sure each figure and each "
                        + "difference is. What is finished is kept in a folder, so a study that was interrupted goes on where it was, and "
                        + "its results do not depend on who played which part. Writes points.csv, runs.csv, both as Parquet, and "
                        + "study.html into the folder.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched sweep samples/studies/desktop.yaml --results desktop.results --workers 0",
            "  gpusched sweep samples/studies/desktop.yaml --point 3 --replications 6",
            "  gpusched sweep samples/studies/desktop.yaml --results desktop.results --shard 4"
        })
final class SweepCommand implements Callable<Integer> {
    /** The forms of output. */
    enum Print {
        TABLE,
        MARKDOWN,
        CSV
    }

    private static final int FEWEST = 2;

    private final Console console;

    @Parameters(paramLabel = "STUDY", description = "The study, a file in YAML; docs/studies.md describes it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final ShardOptions shards = new ShardOptions();

    @Option(
            names = "--point",
            paramLabel = "N",
            description = "Play only the setting with that number, and the one that it is compared with, here and now.")
    private @Nullable Integer point;

    @Option(
            names = "--replications",
            paramLabel = "N",
            description = "With --point: how many replications. Default: as many as the study has at least.")
    private @Nullable Integer replications;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "With --point: play only that replication, and show what 'gpusched run' shows of a run.")
    private @Nullable Integer replication;

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or markdown: for people; csv: points.csv, for programs. Default: ${DEFAULT-VALUE}.")
    private Print print = Print.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public SweepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        shards.check(spec);
        if (point == null && (replications != null || replication != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--replications and --replication are about one point; name it with --point");
        }
        Study study = new StudyInput(console).read(file);
        if (point != null) {
            showPoint(study, setting(study, point));
            return ExitCode.FINE;
        }
        ShardSession session = new ShardSession(console, study, file, shards);
        if (shards.areNamed()) {
            session.playNamed();
            return ExitCode.FINE;
        }
        if (shards.isMissing()) {
            session.printMissing();
            return ExitCode.FINE;
        }
        StudyResults results = session.results();
        StudyFolder folder = session.folder();
        new StudyFiles(results, folder).write();
        try (OutputFile page = OutputFile.create(folder.path().resolve("study.html"))) {
            page.text(StudyView.of(results).html());
            page.complete();
        }
        print(results, folder);
        return ExitCode.FINE;
    }

    private void print(StudyResults results, StudyFolder folder) {
        StudyTable table = new StudyTable(results);
        switch (print) {
            case TABLE -> table.lines(console.screen().columns()).forEach(console::line);
            case MARKDOWN -> table.markdown().forEach(console::line);
            case CSV ->
                new Inputs(console).lines(folder.path().resolve("points.csv")).forEach(console::line);
        }
        console.say("results: " + folder.path().toAbsolutePath());
    }

    private static SweepSetting setting(Study study, int number) {
        if (number < 0 || number >= study.settings().size()) {
            throw BadInput.ofFile(
                    study.file(),
                    "there is no point " + number + "; expected 0 to "
                            + (study.settings().size() - 1));
        }
        return study.settings().get(number);
    }

    private void showPoint(Study study, SweepSetting setting) {
        if (replication != null) {
            showRun(study, setting, replication);
            return;
        }
        int count = replications == null ? study.plan().effort().atLeast() : replications;
        if (count < FEWEST) {
            throw BadInput.ofFile(file.toString(), "--replications is " + count + "; expected 2 or more");
        }
        List<SweepSetting> both = new ArrayList<>(List.of(study.settings().get(setting.baseline())));
        if (setting.index() != setting.baseline()) {
            both.add(setting);
        }
        StudyResults results = new StudyResults(study);
        for (int each = 0; each < count; each++) {
            study.replication(each, both).forEach(results::add);
        }
        new StudyTable(results, both).lines(console.screen().columns()).forEach(console::line);
    }

    private void showRun(Study study, SweepSetting setting, int number) {
        if (number < 0) {
            throw BadInput.ofFile(file.toString(), "--replication is " + number + "; expected 0 or more");
        }
        Workload workload = study.workload(number, setting);
        console.line(setting.workload() + ": " + setting.name() + ", replication " + number + ", seed "
                + study.seed(number, setting));
        RunSummary summary = new RunSummary(workload);
        Simulation.play(workload, LinuxBugs.MENDED, summary);
        summary.print(console);
    }
}
