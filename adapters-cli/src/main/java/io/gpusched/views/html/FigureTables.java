package io.gpusched.views.html;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Outage;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.domain.time.Nanos;
import io.gpusched.views.text.ClientColumns;
import io.gpusched.views.text.Column;
import io.gpusched.views.text.Comparison;
import io.gpusched.views.text.Comparison.Measure;
import io.gpusched.views.text.RingColumns;
import io.gpusched.views.text.Units;
import io.gpusched.views.text.WindowRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The figures of runs as tables of a page, so that they can be read without a script. */
final class FigureTables {
    private static final double SMALLEST_CHANGE = 0.05;

    private FigureTables() {}

    /** Returns the tables of one run: its clients and its rings. */
    static String of(RunView run) {
        return clients(run) + rings(run) + unfinished(run);
    }

    private static String unfinished(RunView run) {
        return run.unfinished().stream()
                .map(each -> "<p>" + Markup.escape(each) + "</p>\n")
                .collect(Collectors.joining());
    }

    /**
     * Returns the table of what differs between runs.
     *
     * @param comparison how they differ; what it measures against is the first run, and its trials are the others
     */
    static String of(List<RunView> runs, Comparison comparison) {
        HtmlTable table = HtmlTable.inOrder("The best of each row is in bold; below a figure, its change against "
                + comparison.against() + ". Latency is from queued to done.");
        List<String> headings = new ArrayList<>(List.of(""));
        runs.forEach(run -> headings.add(run.name()));
        table.headings(headings);
        String client = " ";
        for (Measure measure : comparison.measures()) {
            if (!measure.client().equals(client)) {
                client = measure.client();
                table.group(client.isEmpty() ? "all" : client, headings.size());
            }
            table.cells(measure.name(), cells(comparison, measure));
        }
        return table.html();
    }

    private static List<HtmlTable.Cell> cells(Comparison comparison, Measure measure) {
        double[] values = comparison.values(measure);
        List<String> texts = Arrays.stream(values)
                .mapToObj(each -> measure.digits() == 0 ? Long.toString(Math.round(each)) : Units.significant(each))
                .toList();
        boolean[] best = best(comparison.best(measure), texts);
        List<HtmlTable.Cell> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String change = i == 0 || values[0] == 0 ? "" : change((values[i] - values[0]) / values[0] * 100);
            cells.add(new HtmlTable.Cell(texts.get(i), true, best[i], change, direction(measure, change)));
        }
        return cells;
    }

    /** Figures that look the same are equally good; if all do, none is the best. */
    private static boolean[] best(boolean[] marks, List<String> texts) {
        Set<String> best = new TreeSet<>();
        for (int i = 0; i < marks.length; i++) {
            if (marks[i]) {
                best.add(texts.get(i));
            }
        }
        boolean[] shown = new boolean[marks.length];
        for (int i = 0; i < marks.length; i++) {
            shown[i] = best.contains(texts.get(i)) && !best.containsAll(texts);
        }
        return shown;
    }

    /** Returns a change in percent; what rounds to none is empty. */
    private static String change(double percent) {
        return Math.abs(percent) < SMALLEST_CHANGE
                ? ""
                : (percent > 0 ? "+" : "-") + Units.significant(Math.abs(percent)) + " %";
    }

    private static HtmlTable.Change direction(Measure measure, String change) {
        if (change.isEmpty()) {
            return HtmlTable.Change.NONE;
        }
        return change.startsWith("+") == measure.moreIsBetter() ? HtmlTable.Change.BETTER : HtmlTable.Change.WORSE;
    }

    private static List<JobTimes> times(RunView run) {
        return run.jobs().stream().map(RunView.JobView::times).toList();
    }

    private static List<ClientSummary> summaries(RunView run) {
        return ClientSummary.of(
                times(run),
                run.entities().stream().map(RunView.EntityView::client).toList(),
                run.endNanos());
    }

    /** Returns the table of windows, or nothing if there are none. */
    static String ofWindows(List<WindowRow> windows) {
        if (windows.isEmpty()) {
            return "";
        }
        HtmlTable table = new HtmlTable("Windows between marks; waits are from queued to start, in ms.");
        table.headings(
                List.of(
                        new HtmlTable.Group("", 1),
                        new HtmlTable.Group("recorded", 5),
                        new HtmlTable.Group("replayed", 5)),
                WindowRow.HEADINGS);
        windows.forEach(each -> table.row(each.label(), each.cells()));
        return table.html();
    }

    private static String clients(RunView run) {
        return table(
                "Clients",
                ClientColumns.ALL,
                ClientColumns.Row.of(summaries(run), run.rings().size(), weights(run)));
    }

    private static Map<String, Integer> weights(RunView run) {
        Map<String, Integer> weights = new TreeMap<>();
        run.entities().forEach(each -> weights.putIfAbsent(each.client(), each.weight()));
        return weights;
    }

    private static String rings(RunView run) {
        List<RingSummary> summaries = RingSummary.of(
                times(run), run.rings().stream().map(RunView.RingView::name).toList(), run.endNanos());
        List<RingColumns.Row> rows = new ArrayList<>();
        for (int i = 0; i < summaries.size(); i++) {
            RunView.RingView ring = run.rings().get(i);
            rows.add(new RingColumns.Row(
                    ring.name(),
                    ring.policy(),
                    ring.credits(),
                    ring.timeoutNanos(),
                    summaries.get(i).done(),
                    summaries.get(i).busyShare(),
                    marks(run, i, PageMark.Kind.RESET, PageMark.Kind.TIMEOUT, PageMark.Kind.GONE),
                    marks(run, i, PageMark.Kind.MESSAGE),
                    outageShare(run, i, Outage.Kind.HUNG),
                    outageShare(run, i, Outage.Kind.RECOVERY),
                    goneSinceNanos(run, i)));
        }
        return table("Rings", RingColumns.ALL, rows);
    }

    private static double outageShare(RunView run, int ring, Outage.Kind kind) {
        return Outage.covered(run.outages(), ring, kind, 0, run.endNanos()) / (double) Math.max(1, run.endNanos());
    }

    private static long goneSinceNanos(RunView run, int ring) {
        for (Outage each : run.outages()) {
            if (each.ring() == ring && each.kind() == Outage.Kind.GONE && each.toNanos() >= run.endNanos()) {
                return each.fromNanos();
            }
        }
        return run.marks().stream()
                .filter(each -> each.ring() == ring && each.kind() == PageMark.Kind.GONE)
                .mapToLong(PageMark::nanos)
                .findFirst()
                .orElse(Nanos.NEVER);
    }

    private static int marks(RunView run, int ring, PageMark.Kind... kinds) {
        return (int) run.marks().stream()
                .filter(each -> each.ring() == ring && List.of(kinds).contains(each.kind()))
                .count();
    }

    private static <T> String table(String caption, List<Column<T>> columns, List<T> rows) {
        List<Column<T>> shown =
                columns.stream().filter(each -> each.room() != Column.Room.DATA).toList();
        HtmlTable table = new HtmlTable(caption);
        table.headings(
                groups(shown),
                shown.stream()
                        .map(each -> each.headWithUnit().replace(" %", "\u00a0%"))
                        .toList());
        for (T row : rows) {
            List<HtmlTable.Cell> cells = shown.stream()
                    .map(each -> HtmlTable.Cell.of(each.pageText(row), each.isNumber(row)))
                    .toList();
            table.cells(cells.getFirst().text(), cells.subList(1, cells.size()));
        }
        return table.html();
    }

    private static <T> List<HtmlTable.Group> groups(List<Column<T>> columns) {
        List<HtmlTable.Group> groups = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= columns.size(); i++) {
            if (i == columns.size()
                    || !columns.get(i).group().equals(columns.get(from).group())) {
                groups.add(new HtmlTable.Group(columns.get(from).groupWithUnit(), i - from));
                from = i;
            }
        }
        return groups;
    }
}
