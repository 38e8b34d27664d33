package io.gpusched.cli.command;

import io.gpusched.application.workload.BackendChoice;
import io.gpusched.cli.experiment.ContractTrial;
import io.gpusched.cli.experiment.RuleResult;
import io.gpusched.views.export.RuleReport;
import io.gpusched.views.text.RuleTable;
import io.gpusched.words.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests a backend by the rules of the contract. */
@Command(
        name = "tck",
        mixinStandardHelpOptions = true,
        description =
                "Tests a backend by the rules of docs/backend-spec.md, and prints a line for each. Rules that need what the backend cannot "
                        + "do are skipped, and say what that is. Exit code 1 if a rule is broken that every backend must keep.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched tck --backend simulated",
            "  gpusched tck --backend shared-reset --report contract.html --junit contract.xml"
        })
final class TckCommand implements Callable<Integer> {
    private static final String USUAL = "simulated";

    private final Console console;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BackendOptions backend;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit's XML.")
    private @Nullable Path junit;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the results as an HTML page.")
    private @Nullable Path report;

    /** Makes the command. */
    public TckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        BackendChoice choice = backend.choiceOr(USUAL, console);
        String name = choice.named().toString();
        OutputFile.requireApart(
                Stream.of(junit, report).flatMap(Stream::ofNullable).toList());
        try (OutputFile xml = junit == null ? null : OutputFile.create(junit);
                OutputFile html = report == null ? null : OutputFile.create(report)) {
            List<RuleResult> results = new ArrayList<>(
                    ContractTrial.run(choice, result -> RuleTable.lines(result).forEach(console::line)));
            if (xml != null) {
                xml.text(RuleReport.junit(name, results));
                xml.complete();
            }
            if (html != null) {
                html.text(RuleReport.html(name, results));
                html.complete();
            }
            return conclude(name, results);
        }
    }

    private int conclude(String name, List<RuleResult> results) {
        results.stream().filter(each -> each.state() == RuleResult.State.BROKEN).forEach(each -> {
            console.line("");
            each.details().lines().map(Shown::of).forEach(console::line);
        });
        console.line("");
        console.line(RuleTable.summary(name, results));
        return results.stream().anyMatch(each -> each.state() == RuleResult.State.BROKEN)
                ? ExitCode.DIFFERENT
                : ExitCode.FINE;
    }
}
