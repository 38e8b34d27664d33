package io.gpusched.views.html;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.views.text.Comparison;
import io.gpusched.views.text.Comparison.Measure;
import io.gpusched.views.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of runs as tables of a page, so that they can be read without a script. */
final class Figures {
    private Figures() {}

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
        HtmlTable table = new HtmlTable("The best of each row is in bold; below it, the change against "
                + comparison.against() + " in %. Waits are from queue to done.");
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
        boolean[] best = comparison.best(measure);
        List<HtmlTable.Cell> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String value = String.format(Locale.ROOT, "%." + measure.digits() + "f", values[i]);
            String change = i == 0 || values[0] == 0
                    ? ""
                    : String.format(Locale.ROOT, "%+.1f", (values[i] - values[0]) / values[0] * 100);
            cells.add(new HtmlTable.Cell(value, best[i], change, direction(measure, change)));
        }
        return cells;
    }

    /** What rounds to no change is none. */
    private static HtmlTable.Change direction(Measure measure, String change) {
        if (change.isEmpty() || change.substring(1).equals("0.0")) {
            return HtmlTable.Change.NONE;
        }
        return change.startsWith("+") == measure.moreIsBetter() ? HtmlTable.Change.BETTER : HtmlTable.Change.WORSE;
    }

    private static List<JobTimes> times(RunView run) {
        return run.jobs().stream().map(RunView.JobView::times).toList();
    }

    private static List<ClientSummary> summaries(RunView run) {
        return ClientSummary.of(
                times(run), run.entities().stream().map(RunView.Client::name).toList(), run.endNanos());
    }

    private static String clients(RunView run) {
        HtmlTable table = new HtmlTable("Clients");
        table.headings(
                List.of(
                        new HtmlTable.Group("", 1),
                        new HtmlTable.Group("jobs", 3),
                        new HtmlTable.Group("in scheduler, ms", 3),
                        new HtmlTable.Group("on ring, waiting, ms", 3),
                        new HtmlTable.Group("running, ms", 3),
                        new HtmlTable.Group("", 2)),
                List.of(
                        "client",
                        "all",
                        "failed",
                        "left",
                        "p50",
                        "p99",
                        "max",
                        "p50",
                        "p99",
                        "max",
                        "p50",
                        "p99",
                        "max",
                        "jobs a second",
                        "GPU %"));
        for (ClientSummary each : summaries(run)) {
            table.row(
                    each.name(),
                    List.of(
                            Integer.toString(each.queued()),
                            Integer.toString(each.failed()),
                            Integer.toString(each.unfinished()),
                            Units.shortMillis(each.softwareWait().p50()),
                            Units.shortMillis(each.softwareWait().p99()),
                            Units.shortMillis(each.softwareWait().max()),
                            Units.shortMillis(each.hardwareWait().p50()),
                            Units.shortMillis(each.hardwareWait().p99()),
                            Units.shortMillis(each.hardwareWait().max()),
                            Units.shortMillis(each.execution().p50()),
                            Units.shortMillis(each.execution().p99()),
                            Units.shortMillis(each.execution().max()),
                            Units.rate(each.jobsPerSecond()),
                            Units.percent(each.gpuShare() / run.rings().size())));
        }
        return table.html();
    }

    private static String rings(RunView run) {
        HtmlTable table = new HtmlTable("Rings");
        table.headings(List.of("ring", "policy", "credits", "jobs done", "busy %"));
        List<RingSummary> summaries = RingSummary.of(
                times(run), run.rings().stream().map(RunView.Ring::name).toList(), run.endNanos());
        for (int i = 0; i < summaries.size(); i++) {
            RunView.Ring ring = run.rings().get(i);
            table.row(
                    ring.name(),
                    List.of(
                            ring.policy(),
                            Integer.toString(ring.credits()),
                            Integer.toString(summaries.get(i).done()),
                            Units.percent(summaries.get(i).busyShare())));
        }
        return table.html();
    }
}
