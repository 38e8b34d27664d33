package io.gpusched.cli.command;

import io.gpusched.application.insight.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.report.Comparison;
import io.gpusched.cli.report.html.Page;
import io.gpusched.cli.report.html.RunLog;
import io.gpusched.cli.report.html.Stretch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that writes a page for a browser, and the runs that will be on it. Without the option it does nothing. */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "HTML",
            description =
                    "Also write a page to look at in a browser: a timeline, plots, and why each job waited. One file, "
                            + "which needs no network.")
    private @Nullable Path file;

    private final List<RunLog> runs = new ArrayList<>();

    /** Tells whether there will be a page. */
    boolean isAskedFor() {
        return file != null;
    }

    /**
     * Looks whether the page can be written, before anything is played.
     *
     * @throws BadInput if it cannot
     */
    void check() {
        if (file == null) {
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw BadInput.ofFile(
                    file.toString(), "is a folder; expected the name of a file to write, as in report.html");
        }
        if (parent == null || !Files.isDirectory(parent)) {
            throw BadInput.ofFile(file.toString(), "its folder does not exist; make it first, or choose another");
        }
        if (!Files.isWritable(parent) || (Files.exists(file) && !Files.isWritable(file))) {
            throw BadInput.ofFile(file.toString(), "cannot be written: permission denied");
        }
    }

    /**
     * Returns a listener for one run, which will be on the page.
     *
     * @param name which run it is, for people
     */
    Consumer<Event> listener(String name, Workload workload) {
        if (!isAskedFor()) {
            return event -> {};
        }
        return added(RunLog.of(name, workload));
    }

    /**
     * Returns a listener for what was recorded, which will be on the page like a run.
     *
     * @param workload what is replayed
     * @param originNanos the time in the recording at which the replays begin
     */
    Consumer<Event> recordingListener(Workload workload, long originNanos) {
        return added(RunLog.ofRecording(workload, originNanos));
    }

    private RunLog added(RunLog run) {
        runs.add(run);
        return run;
    }

    /**
     * Writes the page, whole or not at all, and says where.
     *
     * @param title what it is about
     * @param comparison how the runs differ; null if there is one run, or the first is what the others are measured against
     * @param window the stretch that is shown at first, or null to let the page choose
     * @throws BadInput if it cannot be written
     */
    void write(Console console, String title, @Nullable Comparison comparison, @Nullable Stretch window) {
        if (file == null) {
            return;
        }
        Comparison differences = comparison != null || runs.size() < 2 ? comparison : againstTheFirst();
        String html = new Page(title, runs.stream().map(RunLog::view).toList(), differences, window).html();
        try {
            replace(file, html);
        } catch (IOException failure) {
            throw BadInput.ofFile(file.toString(), "cannot be written: " + failure.getMessage());
        }
        console.err().println("report: " + file.toAbsolutePath());
    }

    private Comparison againstTheFirst() {
        RunLog first = runs.getFirst();
        List<Comparison.Trial> others = runs.stream().skip(1).map(RunLog::trial).toList();
        return new Comparison(first.name(), first.outcome(), others, Map.of());
    }

    /** Writes beside the file first: whoever opens it finds the old page or the new one, never a part of one. */
    private static void replace(Path file, String html) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(fresh, html, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
