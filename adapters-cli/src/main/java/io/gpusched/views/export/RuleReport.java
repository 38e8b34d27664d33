package io.gpusched.views.export;

import io.gpusched.cli.experiment.RuleResult;
import io.gpusched.views.text.RuleTable;
import io.gpusched.words.Shown;
import java.util.List;
import java.util.Locale;

/** The results of a contract as files: JUnit's XML, which build servers read, and a page for people. */
public final class RuleReport {
    private static final double NANOS_PER_SECOND = 1e9;

    private RuleReport() {}

    /** Returns the results as JUnit writes those of a class. */
    public static String junit(String backend, List<RuleResult> results) {
        long failures = count(results, RuleResult.State.BROKEN);
        long skipped = count(results, RuleResult.State.SKIPPED) + count(results, RuleResult.State.NOT_KEPT);
        long nanos = results.stream().mapToLong(RuleResult::nanos).sum();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(
                "<testsuite name=\"gpusched contract of %s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" time=\"%s\">\n"
                        .formatted(escaped(backend), results.size(), failures, skipped, seconds(nanos)));
        for (RuleResult each : results) {
            xml.append("  <testcase classname=\"%s\" name=\"%s\" time=\"%s\""
                    .formatted(escaped(backend), escaped(each.id() + " " + each.text()), seconds(each.nanos())));
            switch (each.state()) {
                case HELD -> xml.append("/>\n");
                case BROKEN ->
                    xml.append(">\n    <failure message=\"%s\">%s</failure>\n  </testcase>\n"
                            .formatted(escaped(each.line()), escaped(each.details())));
                case NOT_KEPT, SKIPPED ->
                    xml.append(">\n    <skipped message=\"%s\"/>\n  </testcase>\n".formatted(escaped(each.line())));
            }
        }
        return xml.append("</testsuite>\n").toString();
    }

    /** Returns the results as a page of HTML that needs nothing else. */
    public static String html(String backend, List<RuleResult> results) {
        StringBuilder page =
                new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>gpusched: contract of %1$s</title>
                <style>
                body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em }
                table { border-collapse: collapse; width: 100%% }
                td, th { text-align: left; vertical-align: top; padding: .3em .8em .3em 0; border-bottom: 1px solid #ccc }
                .broken td { background: #fdd }
                .skipped, .not-kept { color: #555 }
                pre { overflow-x: auto; white-space: pre-wrap; color: #222 }
                </style>
                </head>
                <body>
                <h1>Contract of %1$s</h1>
                <p>%2$s. The rules are explained in docs/backend-spec.md.</p>
                <table>
                <thead><tr><th>rule</th><th>result</th><th>what it says</th></tr></thead>
                <tbody>
                """.formatted(escaped(backend), escaped(RuleTable.summary(backend, results))));
        for (RuleResult each : results) {
            page.append("<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s%s</td></tr>%n"
                    .formatted(
                            each.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            escaped(each.id()),
                            each.state().words(),
                            escaped(each.text()),
                            happened(each)));
        }
        return page.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
    }

    private static String happened(RuleResult result) {
        if (result.line().isEmpty()) {
            return "";
        }
        String details = result.details().isEmpty()
                ? ""
                : "<details><summary>stacks and history</summary><pre>" + escaped(result.details())
                        + "</pre></details>";
        return "<br><em>" + escaped(result.line()) + "</em>" + details;
    }

    private static long count(List<RuleResult> results, RuleResult.State state) {
        return results.stream().filter(each -> each.state() == state).count();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_SECOND);
    }

    private static String escaped(String text) {
        return Shown.lines(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
