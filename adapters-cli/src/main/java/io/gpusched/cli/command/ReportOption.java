package io.gpusched.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a report page. */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Also write a page for a browser, with a timeline, plots, and why each job waited. FILE ends in .html, and "
                            + "needs no network.")
    private @Nullable Path file;

    /** Returns the file that was asked for, if any. */
    List<Path> files() {
        return file == null ? List.of() : List.of(file);
    }

    /**
     * Opens the page. Without the option nothing is kept, and nothing is written.
     *
     * @param console says where the page is
     * @param made tells how the page was made
     * @throws BadInput if it cannot be written
     */
    ReportFile open(Console console, Made made) {
        if (file != null && !file.toString().isEmpty() && !isPage(file)) {
            throw BadInput.ofFile(
                    file.toString(), "this is not the name of a page; expected a name that ends in .html");
        }
        return new ReportFile(file, console, made);
    }

    /** A pipe or a device may have any name. */
    private static boolean isPage(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".html")
                || name.endsWith(".htm")
                || Files.isDirectory(file)
                || (Files.exists(file) && !Files.isRegularFile(file));
    }
}
