package io.gpusched.cli.command;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.duel.DuelToken;
import io.gpusched.cli.experiment.Repetition;
import io.gpusched.cli.experiment.ReplayFile;
import io.gpusched.domain.order.Policy;
import io.gpusched.views.text.DuelReport;
import io.gpusched.views.text.ExplorationReport;
import io.gpusched.views.text.JUnitSource;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays the schedule of a token. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Replays what 'gpusched explore', 'gpusched faults', 'gpusched museum' or 'gpusched duel' found. Exit code 0 if exactly the same happened; "
                        + "1 if not, because the code has changed since.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched explore samples/cases/timeout.case --queue concurrent   # exit code 1, with this token:",
            "  gpusched replay " + ReplayCommand.EXAMPLE,
            "  gpusched replay " + ReplayCommand.EXAMPLE + " --print junit"
        })
final class ReplayCommand implements Callable<Integer> {
    static final String EXAMPLE = "K0QvJ9HylUKygaFRUnJyMnoGIzEL4cxAqGkea6qiQkQbcAEALYU";

    /** What to print. */
    enum Print {
        HISTORY,
        JUNIT
    }

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "TOKEN",
            description =
                    "The token that 'gpusched explore', 'gpusched faults', 'gpusched museum' or 'gpusched duel' printed; - reads it from standard "
                            + "input.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String token;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The workload, if the token does not hold it.")
    private @Nullable Path file;

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "history",
            description =
                    "What to print: history (what happened, step by step), or junit (a test to paste; of explore only). "
                            + "Default: ${DEFAULT-VALUE}.")
    private Print print = Print.HISTORY;

    @Mixin
    private final BackendOptions backendOptions = new BackendOptions();

    @Option(
            names = "--policy",
            paramLabel = "FILE.java",
            converter = PolicyConverter.class,
            description = "The policy of your own that the token names.")
    void usePolicy(Policy own) {
        // Its converter has put it under its label, where the token finds it.
    }

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it, and Program acts on it
    private final PatchOption patchOption = new PatchOption();

    /** Makes the command. */
    public ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        backendOptions.choose(console);
        if (token.equals(StandardInput.NAME)) {
            token = new Inputs(console).text(Path.of(StandardInput.NAME)).strip();
        }
        Optional<Either<String, DuelToken.Repeated>> duel = DuelToken.repeat(token);
        if (duel.isPresent()) {
            return replay(duel.get());
        }
        Either<String, Repetition> result =
                Repetition.of(token, Optional.ofNullable(file).map(this::replayFile), console.providers());
        if (result.isLeft()) {
            throw BadInput.ofFile("TOKEN", result.getLeft());
        }
        Repetition repetition = result.get();
        switch (print) {
            case HISTORY -> printHistory(repetition);
            case JUNIT -> {
                if (repetition.file().isEmpty()) {
                    throw BadInput.ofFile(
                            "TOKEN",
                            "is about a fault or a bug of the museum, which this scheduler does not have, so there is no test to paste");
                }
                if (repetition.file().get().workload().schedulers().stream().anyMatch(line -> line.backend() != null)) {
                    throw BadInput.ofFile(
                            "TOKEN",
                            "a test to paste runs on the simulated GPU, and this workload names another backend");
                }
                JUnitSource.lines(token, repetition)
                        .orElseThrow(() -> BadInput.ofFile(
                                String.valueOf(file), "cannot be written as a case, which the test would have to hold"))
                        .forEach(console::line);
            }
        }
        return repetition.same() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private int replay(Either<String, DuelToken.Repeated> duel) {
        if (duel.isLeft()) {
            throw BadInput.ofFile("TOKEN", duel.getLeft());
        }
        if (file != null || print != Print.HISTORY) {
            throw BadInput.ofFile("TOKEN", "it is about a duel, which takes neither FILE nor --print");
        }
        DuelToken.Repeated repeated = duel.get();
        DuelReport.lines(repeated.finding()).forEach(console::line);
        console.line("");
        repeated.finding().caseLines().ifPresent(lines -> lines.forEach(console::line));
        console.line("");
        console.line(verdict(repeated.same()));
        return repeated.same() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private static String verdict(boolean same) {
        return same
                ? "exactly the same happened"
                : "something else happened than when the token was made, so the code has changed since";
    }

    /** The choices are in a comment of the file if they are too many for the token. */
    private ReplayFile replayFile(Path given) {
        Inputs inputs = new Inputs(console);
        Workload workload = inputs.workload(given).withLatency(Latency.NONE);
        List<String> lines = inputs.isCase(given) || Inputs.isScenario(given) ? inputs.lines(given) : List.of();
        return ReplayFile.of(workload, lines);
    }

    private void printHistory(Repetition repetition) {
        ExplorationReport.shortened(repetition.history()).forEach(console::sentence);
        console.line("");
        console.sentence(repetition.rule().isPresent() ? repetition.violation() : "every rule holds");
        console.line(verdict(repetition.same()));
    }
}
