package io.gpusched.views.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.application.event.Place;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.views.text.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page as a file. */
class PageTest {
    private static final String NASTY = "</script><script>alert(1)</script><!-- ${data} & \"'";

    private static RunView run(String name, int jobs) {
        return run(name, name, jobs);
    }

    private static RunView run(String name, String client, int jobs) {
        List<RunView.JobView> views = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            long queued = i * 101_723L;
            JobTimes times = new JobTimes(
                    i, 0, 0, queued, queued + 50_017, queued + 60_039, queued + 160_093, queued + 160_093, null);
            List<WaitView> waits = List.of(
                    new WaitView(WaitView.Kind.CREDITS, 50_017, List.of((long) i), 3, null, null),
                    new WaitView(WaitView.Kind.RING, 10_022, List.of((long) i), 1, null, null),
                    new WaitView(WaitView.Kind.WORK, 100_054, List.of(), 0, null, null));
            views.add(new RunView.JobView(times, 1, new Place(0, queued * 16), List.of(), waits));
        }
        return new RunView(
                name,
                List.of(new RunView.RingView(name, "fair", 2, 10_000_000)),
                List.of(new RunView.EntityView(client, "normal", 1)),
                views,
                List.of(new PageMark(PageMark.Kind.MESSAGE, 5, 0, PageMark.NONE, PageMark.NONE, name)),
                Map.of(),
                jobs * 101_723L,
                List.of(),
                List.of(name));
    }

    @Test
    void no_name_can_break_out_of_its_place() {
        String html = new Page(NASTY, List.of(run(NASTY, 3), run("other", 3)), null, null).html();

        assertThat(html).doesNotContain("<script>alert", "</script><script>alert", "<!-- ");
        assertThat(count(html, "<script")).isEqualTo(2);
        assertThat(count(html, "</script>")).isEqualTo(2);
        assertThat(html).contains("<title>gpusched: &lt;/script&gt;&lt;script&gt;alert(1)");
        assertThat(html).contains("\"name\":\"\\u003c/script>");
    }

    @Test
    void nothing_in_it_leads_to_the_network() {
        String html = new Page("title", List.of(run("one", 3)), null, null).html();

        assertThat(html).contains("default-src 'none'");
        assertThat(html).doesNotContainPattern("(src|href|action)=\"(?!#|data:)|url\\(|@import");
    }

    @Test
    void it_says_its_language_its_title_and_its_parts() {
        String html = new Page("A run", List.of(run("one", 3)), null, new Stretch(1, 9)).html();

        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("<title>gpusched: A run</title>", "<main>", "<header>", "<footer>", "class=\"skip\"");
        assertThat(html).contains("\"show\":[1,9]", "3 jobs of 1 client on 1 ring: one");
        assertThat(html).contains("The above copyright notice and this permission notice");
    }

    @Test
    void a_hundred_thousand_jobs_are_a_few_megabytes() {
        int bare = new Page("few", List.of(run("one", 1)), null, null).html().length();

        int large = new Page("many", List.of(run("one", 100_000)), null, null)
                .html()
                .length();

        assertThat(bare).isLessThan(200_000);
        assertThat((large - bare) / 100_000).isLessThan(80);
    }

    @Test
    void a_comparison_tells_what_changed_and_which_is_best() {
        List<RunLog> logs = new ArrayList<>();
        for (String duration : List.of("4ms", "2ms")) {
            Workload workload =
                    ScenarioReader.read("test.yaml", """
                    rings: [{name: gfx}]
                    entities: [{name: app}]
                    clients: [{entity: app, jobs: [{count: 3, duration: %s}]}]
                    """.formatted(duration)).get();
            RunLog log = RunLog.of(duration + " each", workload);
            Simulation.play(workload, LinuxBugs.MENDED, log);
            logs.add(log);
        }
        Comparison comparison = new Comparison(
                logs.get(0).name(), logs.get(0).outcome(), List.of(logs.get(1).trial()), Map.of());

        String html = new Page("two", logs.stream().map(RunLog::view).toList(), comparison, null).html();

        assertThat(html).contains("Differences", "its change against 4ms each");
        assertThat(html)
                .contains("latency p50, ms</th><td>8.00</td>"
                        + "<td class=\"best\">4.00<span class=\"change better\">-50.0 %</span></td>");
    }

    @Test
    void a_page_of_nothing_is_refused() {
        assertThatThrownBy(() -> new Page("none", List.of(), null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stretch(5, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
