package io.gpusched.views.text;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.Distribution;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Window;
import io.gpusched.application.insight.WindowSummary;
import io.gpusched.application.insight.WindowSummary.Part;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Workload;
import io.gpusched.views.text.WindowRow.Of;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Prints the windows of a recorded trace, as recorded and as replayed. Listens to the events of the replay.
 * Windows stand still: a replay moves jobs, not what programs wrote.
 */
public final class WindowReport implements Consumer<Event> {
    private static final int MOST_NAMES = 20;
    private static final int MOST_PARTS = 8;
    private static final Part NOTHING = new Part("", 0, Distribution.of(LongStream.empty()), 0);

    private final Replay replay;
    private final Workload played;
    private final Map<String, List<Window>> windows = new LinkedHashMap<>();
    private final JobLog log;
    private final int all;

    /**
     * Makes a report.
     *
     * @param replay what was recorded
     * @param played the replay as it is played, which may have been changed
     * @param windows stretches of the recording; those of one name are one row
     */
    public WindowReport(Replay replay, Workload played, List<Window> windows) {
        this.replay = replay;
        this.played = played;
        this.log = new JobLog(played::overlaps);
        for (Window each : windows) {
            if (this.windows.size() < MOST_NAMES || this.windows.containsKey(each.name())) {
                this.windows
                        .computeIfAbsent(each.name(), name -> new ArrayList<>())
                        .add(each);
            }
        }
        this.all = (int) windows.stream().map(Window::name).distinct().count();
    }

    @Override
    public void accept(Event event) {
        log.accept(event);
    }

    /** Returns the lines of the report; none if there are no windows. */
    public List<String> lines(int screen) {
        if (windows.isEmpty()) {
            return List.of();
        }
        Table table = new Table(WindowRow.HEADINGS);
        table.group(1, 6, "recorded, waits in ms");
        table.group(6, 11, "replayed, waits in ms");
        for (WindowRow row : rows()) {
            List<String> cells = new ArrayList<>(List.of(row.label()));
            cells.addAll(row.cells());
            table.row(cells);
        }
        List<String> lines = new ArrayList<>(table.lines(screen));
        if (all > windows.size()) {
            lines.add("and " + (all - windows.size()) + " more windows; --between shows any one of them");
        }
        return lines;
    }

    /** Returns the rows: for each name of windows everything, then its rings if there are several, then its clients. */
    public List<WindowRow> rows() {
        List<WindowRow> rows = new ArrayList<>();
        windows.forEach((name, these) -> addRows(rows, name, these));
        return List.copyOf(rows);
    }

    private void addRows(List<WindowRow> rows, String name, List<Window> these) {
        Recording recording = replay.recording();
        WindowSummary recorded = WindowSummary.of(
                these,
                recordedJobs(recording),
                recording.clientLabels(),
                ringsOf(recording),
                recording.report().lastNanos());
        WindowSummary replayed = WindowSummary.of(
                these.stream().map(each -> each.plus(-replay.originNanos())).toList(),
                log.jobs(),
                played.clients(),
                played.rings(),
                log.endNanos());
        long nanos = these.stream().mapToLong(Window::nanos).sum();
        WindowRow all = new WindowRow(name, Of.ALL, name, these.size(), nanos, recorded.all(), replayed.all());
        rows.add(all);
        if (recorded.rings().size() + replayed.rings().size() > 2) {
            addParts(rows, all, Of.RING, recorded.rings(), replayed.rings());
        }
        addParts(rows, all, Of.CLIENT, recorded.clients(), replayed.clients());
    }

    private static List<JobTimes> recordedJobs(Recording recording) {
        List<JobTimes> jobs = new ArrayList<>();
        for (RecordedJob job : recording.jobs()) {
            jobs.add(new JobTimes(
                    jobs.size(),
                    job.client(),
                    job.ring(),
                    job.queuedNanos(),
                    job.runNanos(),
                    job.startedNanos(),
                    job.doneNanos(),
                    job.doneNanos(),
                    null));
        }
        return jobs;
    }

    private static List<String> ringsOf(Recording recording) {
        List<String> rings = new ArrayList<>();
        for (int ring = 0; ring < recording.rings().size(); ring++) {
            rings.add(recording.ringLabel(ring));
        }
        return rings;
    }

    /** The names of either side, each with what both sides know of it; those beyond the first few are left out. */
    private static void addParts(
            List<WindowRow> rows, WindowRow of, Of kind, List<Part> recorded, List<Part> replayed) {
        Map<String, Part> known = byName(recorded);
        Map<String, Part> made = byName(replayed);
        List<String> names = new ArrayList<>(known.keySet());
        TreeSet<String> others = new TreeSet<>(made.keySet());
        names.forEach(others::remove);
        names.addAll(others);
        for (String name : names.subList(0, Math.min(names.size(), MOST_PARTS))) {
            rows.add(new WindowRow(
                    of.window(),
                    kind,
                    name,
                    of.times(),
                    of.nanos(),
                    known.getOrDefault(name, NOTHING),
                    made.getOrDefault(name, NOTHING)));
        }
    }

    private static Map<String, Part> byName(List<Part> parts) {
        Map<String, Part> names = new LinkedHashMap<>();
        parts.forEach(part -> names.put(part.name(), part));
        return names;
    }
}
