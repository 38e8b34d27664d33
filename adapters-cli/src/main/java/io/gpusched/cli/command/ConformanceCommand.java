package io.gpusched.cli.command;

import io.gpusched.cli.casefile.Problem;
import io.gpusched.cli.conformance.CaseFiles;
import io.gpusched.cli.conformance.ConformanceCase;
import io.gpusched.cli.conformance.ConformanceCase.Difference;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs cases and compares the traces. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description =
                "Runs every case under the given paths and compares its trace, byte for byte, with what Linux's own scheduler "
                        + "made of it. One line for each case that differs; the last line is 'N passed, M failed'.",
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched conformance samples/cases", "  gpusched conformance samples/cases/timeout.case"})
public final class ConformanceCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "A .case file with its .trace beside it, a folder, or an archive of them (.zip, .tar.xz, .tar.gz).")
    private List<Path> paths = List.of();

    /** Makes the command. */
    public ConformanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CaseFiles files = CaseFiles.under(paths);
        files.problems().forEach(this::complain);
        boolean badInput = !files.problems().isEmpty();
        int passed = 0;
        int failed = 0;
        for (ConformanceCase each : files.cases()) {
            Validation<Seq<Problem>, Optional<Difference>> checked = each.check();
            if (checked.isInvalid()) {
                checked.getError().forEach(this::complain);
                badInput = true;
            } else if (checked.get().isPresent()) {
                report(each, checked.get().get());
                failed++;
            } else {
                passed++;
            }
        }
        console.line(passed + " passed, " + failed + " failed");
        if (badInput) {
            return ExitCode.BAD_INPUT;
        }
        return failed == 0 ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private void report(ConformanceCase which, Difference difference) {
        console.line(which.name() + ": line " + difference.line() + ": expected '" + difference.expected() + "', got '"
                + difference.actual() + "'");
    }

    private void complain(Problem problem) {
        console.err().println("gpusched: " + problem);
    }
}
