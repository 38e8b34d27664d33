package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.views.html.Page;
import io.gpusched.views.html.Provenance;
import io.gpusched.views.html.RunLog;
import io.gpusched.views.html.Stretch;
import io.gpusched.views.text.Comparison;
import io.gpusched.views.text.WindowRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A report page that collects runs and is written wholly or not at all; without the option, it collects nothing. */
final class ReportFile implements AutoCloseable {
    private final @Nullable Path path;
    private final @Nullable OutputFile file;
    private final Console console;
    private final Made made;
    private final List<RunLog> runs = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();

    ReportFile(@Nullable Path path, Console console, Made made) {
        this.path = path;
        this.file = path == null ? null : OutputFile.create(path);
        this.console = console;
        this.made = made;
    }

    /** Tells whether there will be a page. */
    boolean isAskedFor() {
        return file != null;
    }

    /**
     * Begins a run on the page.
     *
     * @param name which run it is, for people
     * @param workload what is played
     * @return takes its events
     */
    Consumer<Event> begin(String name, Workload workload) {
        if (!isAskedFor()) {
            return event -> {};
        }
        RunLog run = RunLog.of(name, workload);
        runs.add(run);
        workloads.add(workload);
        return run;
    }

    /**
     * Writes the page and says where.
     *
     * @param title what it is about
     * @param comparison how the runs differ; null if there is one run, or the first is what the others are measured against
     * @param window the stretch that is shown at first, or null to let the page choose
     * @throws BadInput if it cannot be written
     */
    void complete(String title, @Nullable Comparison comparison, @Nullable Stretch window) {
        complete(title, comparison, window, List.of());
    }

    /**
     * Writes the page of one run.
     *
     * @param windows what happened between the marks of its recording
     * @throws BadInput if it cannot be written
     */
    void complete(String title, List<WindowRow> windows) {
        complete(title, null, null, windows);
    }

    private void complete(
            String title, @Nullable Comparison comparison, @Nullable Stretch window, List<WindowRow> windows) {
        if (file == null || path == null) {
            return;
        }
        Comparison differences = comparison != null || runs.size() < 2 ? comparison : againstTheFirst();
        Provenance provenance = made.of(runs.stream().map(RunLog::name).toList(), workloads);
        String html = new Page(
                        title, runs.stream().map(RunLog::view).toList(), differences, window, windows, provenance)
                .html();
        try {
            file.stream().write(html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        file.complete();
        console.say("report: " + path.toAbsolutePath());
    }

    private Comparison againstTheFirst() {
        RunLog first = runs.getFirst();
        List<Comparison.Trial> others = runs.stream().skip(1).map(RunLog::trial).toList();
        return new Comparison(first.name(), first.outcome(), others, Map.of());
    }

    /** Takes away what is not complete. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
