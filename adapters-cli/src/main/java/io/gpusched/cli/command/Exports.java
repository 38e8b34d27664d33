package io.gpusched.cli.command;

import io.gpusched.views.export.PerfettoWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for files that other tools open. */
final class Exports {
    private static final String PACKED = ".gz";

    @Option(
            names = "--perfetto",
            paramLabel = "FILE",
            description =
                    "Also write timelines for ui.perfetto.dev. A FILE.json is in Chrome's trace format, which chrome://tracing "
                            + "and speedscope open, too; a FILE.pftrace or FILE.perfetto-trace is in Perfetto's own form, and "
                            + "Perfetto adds its own tracks of the scheduler's rings. '.gz' may follow.")
    private @Nullable Path perfetto;

    @Option(
            names = "--trace-dat",
            paramLabel = "FILE",
            description = "Also write a trace.dat, for trace-cmd, KernelShark and gpuvis, and for 'gpusched run'.")
    private @Nullable Path traceDat;

    /** What is in a file for Perfetto. */
    private enum Form {
        JSON,
        OWN
    }

    /** Returns the files that were asked for. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (perfetto != null) {
            files.add(perfetto);
        }
        if (traceDat != null) {
            files.add(traceDat);
        }
        return files;
    }

    /**
     * Opens the files.
     *
     * @throws BadInput if one cannot be written, or if its name does not say what to write; then none of the files exists
     */
    ExportFiles open() {
        ExportFiles files = new ExportFiles();
        try {
            if (perfetto != null) {
                boolean json = form(perfetto) == Form.JSON;
                files.addPerfetto(
                        perfetto, isPacked(perfetto), json ? PerfettoWriter::json : PerfettoWriter::ofOwnForm);
            }
            if (traceDat != null) {
                files.addTraceDat(traceDat);
            }
            return files;
        } catch (BadInput refusal) {
            files.close();
            throw refusal;
        }
    }

    private static String name(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isPacked(Path file) {
        return name(file).endsWith(PACKED);
    }

    private static Form form(Path file) {
        String name = isPacked(file) ? name(file).substring(0, name(file).length() - PACKED.length()) : name(file);
        if (name.endsWith(".json")) {
            return Form.JSON;
        }
        if (name.endsWith(".pftrace") || name.endsWith(".perfetto-trace")) {
            return Form.OWN;
        }
        throw BadInput.ofFile(
                file.toString(),
                "the end of this name does not say what to write; expected .json for Chrome's trace format, or .pftrace or "
                        + ".perfetto-trace for Perfetto's own");
    }
}
