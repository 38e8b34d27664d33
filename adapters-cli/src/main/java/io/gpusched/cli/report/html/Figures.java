package io.gpusched.cli.report.html;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.Distribution;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.cli.report.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of runs as tables of a page, so that they can be read without a script. */
final class Figures {
    /** Figures closer than that are the same to people. */
    private static final double SAME = 0.05;

    private static final List<Measure> MEASURES = List.of(
            new Measure(
                    "waits in the scheduler, p50 ms", false, each -> wait(each).p50() / 1e6),
            new Measure(
                    "waits in the scheduler, p99 ms", false, each -> wait(each).p99() / 1e6),
            new Measure(
                    "from submit to done, p50 ms", false, each -> each.latency().p50() / 1e6),
            new Measure(
                    "from submit to done, p99 ms", false, each -> each.latency().p99() / 1e6),
            new Measure(
                    "from submit to done, max ms", false, each -> each.latency().max() / 1e6),
            new Measure("jobs a second", true, ClientSummary::jobsPerSecond),
            new Measure("share of the GPU, %", true, each -> each.gpuShare() * 100));

    private Figures() {}

    /** Something that is compared for each client. */
    private record Measure(String name, boolean moreIsBetter, ToDoubleFunction<ClientSummary> of) {}

    private static Distribution wait(ClientSummary client) {
        return client.softwareWait();
    }

    /** Returns the tables: of one run its clients and rings, of several what differs. */
    static String of(List<RunView> runs) {
        return runs.size() > 1 ? differences(runs) : clients(runs.getFirst()) + rings(runs.getFirst());
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

    private static String differences(List<RunView> runs) {
        HtmlTable table = new HtmlTable("The best of each row is in bold; below each figure, the change from "
                + runs.getFirst().name());
        List<String> headings = new ArrayList<>(List.of(""));
        runs.forEach(run -> headings.add(run.name()));
        table.headings(headings);
        List<List<ClientSummary>> summaries =
                runs.stream().map(Figures::summaries).toList();
        for (ClientSummary client : summaries.getFirst()) {
            table.group(client.name(), headings.size());
            List<ClientSummary> inEachRun = summaries.stream()
                    .flatMap(run -> run.stream()
                            .filter(each -> each.name().equals(client.name()))
                            .limit(1))
                    .toList();
            for (Measure measure : MEASURES) {
                row(table, measure, inEachRun.stream().mapToDouble(measure.of()).toArray());
            }
        }
        return table.html();
    }

    private static void row(HtmlTable table, Measure measure, double[] values) {
        double best = values[0];
        double worst = values[0];
        for (double each : values) {
            best = isBetter(measure, each, best) ? each : best;
            worst = isBetter(measure, each, worst) ? worst : each;
        }
        List<HtmlTable.Cell> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            boolean isBest = Math.abs(values[i] - best) < SAME && Math.abs(best - worst) >= SAME;
            double change = values[i] - values[0];
            if (i == 0 || Math.abs(change) < SAME) {
                cells.add(new HtmlTable.Cell(Units.rate(values[i]), isBest, i == 0 ? "" : "=", HtmlTable.Change.NONE));
            } else {
                cells.add(new HtmlTable.Cell(
                        Units.rate(values[i]),
                        isBest,
                        String.format(Locale.ROOT, "%+.1f", change),
                        isBetter(measure, values[i], values[0]) ? HtmlTable.Change.BETTER : HtmlTable.Change.WORSE));
            }
        }
        table.cells(measure.name(), cells);
    }

    private static boolean isBetter(Measure measure, double one, double other) {
        return measure.moreIsBetter() ? one > other : one < other;
    }
}
