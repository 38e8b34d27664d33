package io.gpusched.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a page to look at. */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "HTML",
            description =
                    "Also write a page to look at in a browser: a timeline, plots, and why each job waited. One file, "
                            + "which needs no network.")
    private @Nullable Path file;

    /** Returns the file that was asked for, if any. */
    List<Path> files() {
        return file == null ? List.of() : List.of(file);
    }

    /**
     * Opens the page. Without the option nothing is kept, and nothing is written.
     *
     * @param console told where the page is
     * @throws BadInput if it cannot be written
     */
    ReportFile open(Console console) {
        return new ReportFile(file, console);
    }
}
