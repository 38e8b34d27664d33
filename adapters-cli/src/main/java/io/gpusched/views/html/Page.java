package io.gpusched.views.html;

import io.gpusched.views.text.Comparison;
import io.gpusched.views.text.WindowRow;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs as one page that needs nothing else: style, scripts, data and the plotting library are in it.
 *
 * <p>The plots are uPlot's, which is small, has no dependencies, and is fast with many points. The timeline is our own, on a canvas:
 * vis-timeline, frappe-gantt and timelines-chart were looked at, and each makes an element of the document for each bar, which is slow from a
 * few thousand on, and none draws the parts of a bar, dependencies on demand, and several runs on one axis.
 *
 * @param title what the page is about: a file or a question
 * @param runs the runs, at least one; those of a comparison are of the same workload
 * @param comparison how the runs differ, the first one being what it measures against; null for one run
 * @param window the stretch that is shown at first, or null to let the page choose
 * @param windows what happened between the marks of the recording that was replayed
 * @param provenance how the page was made
 */
public record Page(
        String title,
        List<RunView> runs,
        @Nullable Comparison comparison,
        @Nullable Stretch window,
        List<WindowRow> windows,
        Provenance provenance) {
    private static final List<String> SCRIPTS = List.of(
            "model.js",
            "words.js",
            "paint.js",
            "pixels.js",
            "rows.js",
            "timeline.js",
            "bars.js",
            "head.js",
            "moves.js",
            "search.js",
            "area.js",
            "panel.js",
            "sort.js",
            "plots.js",
            "page.js");

    /** A page about runs without windows, which does not say how it was made. */
    public Page(String title, List<RunView> runs, @Nullable Comparison comparison, @Nullable Stretch window) {
        this(title, runs, comparison, window, List.of(), new Provenance(List.of()));
    }

    public Page {
        windows = List.copyOf(windows);
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a page shows at least one run");
        }
        if (comparison != null && comparison.trials().size() + 1 != runs.size()) {
            throw new IllegalArgumentException(
                    "the comparison is of " + (comparison.trials().size() + 1) + " runs, not of " + runs.size());
        }
    }

    /** Returns the page as HTML. */
    public String html() {
        String uplot = uplot();
        String script = Stream.concat(
                        Stream.of(Markup.resource(uplot + "dist/uPlot.iife.min.js")),
                        SCRIPTS.stream().map(Markup::resource))
                .collect(Collectors.joining("\n"));
        @Nullable Story story = Story.of(runs).orElse(null);
        return Markup.fill(
                Markup.resource("page.html"),
                Map.ofEntries(
                        Map.entry("title", Markup.escape("gpusched: " + title)),
                        Map.entry("heading", Markup.escape(title)),
                        Map.entry("facts", Markup.escape(facts())),
                        Map.entry("story", story == null ? "No job was queued." : Markup.escape(story.text())),
                        Map.entry("provenance", provenance.html()),
                        Map.entry("style", Markup.resource(uplot + "dist/uPlot.min.css") + Markup.resource("page.css")),
                        Map.entry("figures-heading", comparison == null ? "Figures" : "Differences"),
                        Map.entry("figures", figures()),
                        Map.entry("uplot-licence", Markup.escape(Markup.resource(uplot + "LICENSE"))),
                        Map.entry("data", ViewJson.of(runs, story, window)),
                        Map.entry("script", script)));
    }

    private String figures() {
        return comparison == null
                ? FigureTables.of(runs.getFirst()) + FigureTables.ofWindows(windows)
                : FigureTables.of(runs, comparison);
    }

    /** Returns where the library lies in its package, which has its version in the path. */
    private static String uplot() {
        Properties about = new Properties();
        try {
            about.load(new StringReader(Markup.resource("/META-INF/maven/org.webjars.npm/uplot/pom.properties")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return "/META-INF/resources/webjars/uplot/" + about.getProperty("version") + "/";
    }

    private String facts() {
        RunView first = runs.getFirst();
        long clients = first.entities().stream()
                .map(RunView.EntityView::client)
                .distinct()
                .count();
        String what = count(first.jobs().size(), "job") + " of " + count(clients, "client") + " on "
                + count(first.rings().size(), "ring");
        return runs.size() > 1 ? count(runs.size(), "run") + ", the first with " + what : what + ": " + first.name();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
