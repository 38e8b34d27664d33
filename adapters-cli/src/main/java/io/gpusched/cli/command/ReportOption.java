package io.gpusched.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a page to look at. */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Also write a page to look at in a browser: a timeline, plots, and why each job waited. One file, "
                            + "which needs no network; its name ends in .html.")
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
        if (file != null && !file.toString().isEmpty() && !isPage(file)) {
            throw BadInput.ofFile(file.toString(), "is not the name of a page; browsers know one by its end, .html");
        }
        return new ReportFile(file, console);
    }

    /** What is there and no ordinary file, as a pipe, may have any name. */
    private static boolean isPage(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".html")
                || name.endsWith(".htm")
                || Files.isDirectory(file)
                || (Files.exists(file) && !Files.isRegularFile(file));
    }
}
