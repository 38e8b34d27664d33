package io.gpusched.cli.command;

import io.gpusched.cli.experiment.Inspection;
import io.gpusched.cli.experiment.Museum;
import io.gpusched.cli.museum.Catalogue;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import io.gpusched.views.text.MuseumReport;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows real bugs and finds each of them again. */
@Command(
        name = "museum",
        mixinStandardHelpOptions = true,
        description =
                "Shows real ordering, lifetime and accounting bugs of Linux's GPU scheduler and its drivers. Without a name it "
                        + "lists them. With a name it explains the bug, brings it back by a small change of this scheduler's "
                        + "source, and looks for an order of events that triggers it.",
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched museum", "  gpusched museum run-idles-on-null-pop"})
final class MuseumCommand implements Callable<Integer> {
    private static final int OTHER_SEEDS = 10;

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The name of an exhibit, or its number.")
    private @Nullable String name;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The seed of the search: the same seed finds the same history. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--check",
            description =
                    "Look for every bug, or the named one, with several seeds, then for any bug on the sound scheduler with a "
                            + "hundred times the schedules. Prints one line for each.")
    private boolean check;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "With --check: how many other seeds to try. Default: 10.")
    private @Nullable Integer seeds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public MuseumCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (seeds != null && !check) {
            throw new ParameterException(spec.commandLine(), "--seeds goes with --check");
        }
        if (seeds != null && seeds < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--seeds is " + seeds + "; expected a whole number of at least 0");
        }
        Catalogue catalogue = Catalogue.open();
        if (check) {
            return check(name == null ? catalogue.exhibits() : List.of(exhibit(catalogue, name)));
        }
        if (name == null) {
            MuseumReport.list(catalogue.exhibits()).forEach(console::sentence);
            return ExitCode.FINE;
        }
        return show(exhibit(catalogue, name));
    }

    private Exhibit exhibit(Catalogue catalogue, String wanted) {
        return catalogue
                .of(wanted)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "there is no exhibit '" + wanted + "'; 'gpusched museum' lists them"));
    }

    private int show(Exhibit exhibit) {
        MuseumReport.story(exhibit).forEach(console::line);
        Discovery discovery = Museum.open(exhibit).explore(exhibit.expedition().withSeed(seed));
        MuseumReport.discovery(discovery).forEach(console::sentence);
        return discovery.isFound() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private int check(List<Exhibit> exhibits) {
        int code = ExitCode.FINE;
        console.line(MuseumReport.CHECK_HEADING);
        for (Exhibit each : exhibits) {
            Inspection inspection = Inspection.of(each, seed, seeds == null ? OTHER_SEEDS : seeds);
            console.line(MuseumReport.line(inspection));
            code = inspection.isPassed() ? code : ExitCode.DIFFERENT;
        }
        return code;
    }
}
