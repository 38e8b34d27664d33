package io.gpusched.cli.command;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.cli.sweep.Estimate;
import io.gpusched.cli.sweep.Numbers;
import io.gpusched.cli.sweep.SettingCost;
import io.gpusched.cli.sweep.Study;
import io.gpusched.cli.sweep.StudyFiles;
import io.gpusched.cli.sweep.StudyGoal;
import io.gpusched.cli.sweep.StudyResults;
import io.gpusched.cli.sweep.StudySearch;
import io.gpusched.cli.sweep.StudySearch.Answer;
import io.gpusched.cli.sweep.SweepSetting;
import io.gpusched.views.text.Prose;
import io.gpusched.views.text.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds a setting. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description =
                "Finds the cheapest setting of a study that meets a goal, and says how sure that is. It plays as many replications as the "
                        + "answer needs, at most those of the study. Exit code 1 if no setting meets the goal, or if it is not clear yet.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched search samples/studies/credits.yaml --goal \"p99<15ms\" --minimise credits --results c.results --workers 0",
            "  gpusched search samples/studies/credits.yaml --goal \"p99<50ms\" --minimise p99 --results c.results --workers 0"
        })
final class SearchCommand implements Callable<Integer> {
    private static final int ALL = 100;

    private final Console console;

    @Parameters(paramLabel = "STUDY", description = "The study, of one workload; docs/studies.md describes it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--goal",
            paramLabel = "GOAL",
            required = true,
            description =
                    "What the mean of a measure has to be, as in \"p99(compositor) < 8ms\" or \"throughput > 400\".")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String goal;

    @Option(
            names = "--minimise",
            paramLabel = "COST",
            required = true,
            description =
                    "What has to be small among the settings that meet the goal: credits, rings, speed, or a measure such as p99; a measure "
                            + "such as throughput has to be large.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String cost;

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            defaultValue = "5",
            description =
                    "How near to the limit a mean may be classified either way, in percent of it, and how much worse than the best the choice "
                            + "may be. Halving it takes four times the replications. Default: ${DEFAULT-VALUE}.")
    private double tolerancePercent;

    @Mixin
    private final ShardOptions shards = new ShardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public SearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        shards.check(spec);
        if (shards.areNamed() || shards.isMissing()) {
            throw new ParameterException(
                    spec.commandLine(), "a search neither plays nor names single shards; 'gpusched sweep' does");
        }
        @Nullable StudyGoal wanted = StudyGoal.of(goal);
        if (wanted == null) {
            throw new ParameterException(
                    spec.commandLine(), "'" + goal + "' is not a valid --goal; expected " + StudyGoal.EXPECTED);
        }
        @Nullable SettingCost price = SettingCost.of(cost);
        if (price == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + cost + "' is not a valid --minimise; expected " + String.join(", ", SettingCost.SETTINGS)
                            + ", or a measure");
        }
        if (!(tolerancePercent > 0 && tolerancePercent <= ALL)) {
            throw new ParameterException(
                    spec.commandLine(), "--tolerance is " + tolerancePercent + "; expected more than 0, up to 100");
        }
        Study study = new StudyInput(console).read(file);
        requireFit(study, wanted, price);
        StudySearch search = new StudySearch(study, wanted, price, tolerancePercent / ALL);
        StudyResults results = new ShardSession(console, study, file, shards).results(search);
        print(search, results, wanted, price);
        return search.answer().isClear() && search.answer().setting() != null ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private void requireFit(Study study, StudyGoal wanted, SettingCost price) {
        if (study.sources().size() != 1) {
            throw BadInput.ofFile(
                    file.toString(),
                    "a search is about one workload, and this study has "
                            + study.sources().size());
        }
        requireMeasured(study, wanted.measure());
        if (price.measure() != null) {
            requireMeasured(study, price.measure());
        }
    }

    private void requireMeasured(Study study, RunMeasure measure) {
        if (!study.plan().measures().contains(measure)) {
            throw BadInput.ofFile(
                    file.toString(),
                    "the study does not measure " + measure.name() + "; add it to its measures, which are "
                            + String.join(
                                    ", ",
                                    study.plan().measures().stream()
                                            .map(RunMeasure::name)
                                            .toList()));
        }
    }

    private void print(StudySearch search, StudyResults results, StudyGoal wanted, SettingCost price) {
        Study study = results.study();
        Answer answer = search.answer();
        int index = study.plan().measures().indexOf(wanted.measure());
        Table table = new Table(List.of("setting", wanted.measure().name(), "+-", "goal", "clear after"));
        for (SweepSetting each : study.settings()) {
            Estimate value = results.value(each, index);
            table.row(
                    each.name(),
                    Numbers.text(value.mean()),
                    Numbers.text(value.halfWidth()),
                    switch (search.verdict(each)) {
                        case KEEPS -> "met";
                        case MISSES -> "missed";
                        case OPEN -> "not clear";
                    },
                    search.decidedAfter(each) == 0 ? "-" : Integer.toString(search.decidedAfter(each)));
        }
        console.line("goal: " + wanted + "; as little as possible: " + price);
        table.lines(console.screen().columns()).forEach(console::line);
        console.line("");
        Prose.lines("", verdict(answer, search), console.screen().columns()).forEach(console::line);
        if (answer.setting() != null) {
            console.command("  " + StudyFiles.command(results, answer.setting()));
        }
    }

    private String verdict(Answer answer, StudySearch search) {
        String sure = String.format(
                Locale.ROOT,
                "With a probability of at least %.0f %%, every setting whose mean is more than %s %% away from the limit is on its right side, "
                        + "and the choice is the best or at most %s %% worse (Batur and Kim 2010; Kim and Nelson 2001; tolerance %s %%).",
                ALL * (1 - StudySearch.ERROR),
                Numbers.text(tolerancePercent),
                Numbers.text(tolerancePercent),
                Numbers.text(tolerancePercent));
        if (!answer.isClear()) {
            return "After " + search.replications()
                    + " replications it is not clear yet; raise replications.at_most of the study, or --tolerance."
                    + (answer.setting() == null
                            ? ""
                            : " So far it is: " + answer.setting().name() + ".");
        }
        return answer.setting() == null
                ? "No setting meets the goal. " + sure
                : "The answer is: " + answer.setting().name() + ", after " + search.replications() + " replications. "
                        + sure;
    }
}
