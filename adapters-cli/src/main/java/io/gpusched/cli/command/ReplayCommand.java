package io.gpusched.cli.command;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Exploration;
import io.gpusched.cli.experiment.Repetition;
import io.gpusched.cli.experiment.ReplayFile;
import io.gpusched.views.text.ReplayTest;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Repeats what an exploration has found. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Repeats exactly what 'gpusched explore' or 'gpusched museum' has found, and says so if the code has changed since. Exit code "
                        + "0 if exactly the same happened, 1 if not.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched explore samples/cases/timeout.case --queue concurrent   # exit code 1, with this token:",
            "  gpusched replay " + ReplayCommand.EXAMPLE,
            "  gpusched replay " + ReplayCommand.EXAMPLE + " --print junit"
        })
public final class ReplayCommand implements Callable<Integer> {
    static final String EXAMPLE = "AQMBAAEAAQHoBwAAAAABAgEAAAEAAAAAAAACAAEAAZfF_080OQ";

    /** What is printed. */
    enum Print {
        HISTORY,
        JUNIT
    }

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "TOKEN",
            description = "The word that 'gpusched explore' or 'gpusched museum' has printed.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String token;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The workload, if it did not fit into the token.")
    private @Nullable Path file;

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "history",
            description =
                    "history: what happened, step by step; junit: a test to paste, unless the token is the museum's. Default: ${DEFAULT-VALUE}.")
    private Print print = Print.HISTORY;

    /** Makes the command. */
    public ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Either<String, Repetition> result =
                Repetition.of(token, Optional.ofNullable(file).map(this::besides));
        if (result.isLeft()) {
            throw BadInput.ofFile("TOKEN", result.getLeft());
        }
        Repetition repetition = result.get();
        switch (print) {
            case HISTORY -> printHistory(repetition);
            case JUNIT -> {
                if (repetition.exhibit().isPresent()) {
                    throw BadInput.ofFile(
                            "TOKEN",
                            "is about a bug of the museum, which this scheduler does not have: there is no test to paste");
                }
                ReplayTest.lines(token, repetition).forEach(console::line);
            }
        }
        return repetition.same() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    /** The choices, if there are too many for the token, are in a comment of a case. */
    private Exploration.Besides besides(Path given) {
        Workload workload = new Inputs(console).workload(given).withLatency(Latency.NONE);
        List<String> lines = Inputs.isCase(given) ? Inputs.text(given).lines().toList() : List.of();
        return ReplayFile.of(workload, lines);
    }

    private void printHistory(Repetition repetition) {
        repetition.history().forEach(console::line);
        console.line("");
        console.line(repetition
                .rule()
                .map(rule -> "not true that " + rule + ": " + repetition.seen())
                .orElse("every rule holds"));
        console.line(
                repetition.same()
                        ? "exactly the same happened"
                        : "something else happened than when the token was made: the code has changed since");
    }
}
