package io.gpusched.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.views.html.Page;
import io.gpusched.views.html.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Moving about in the report of one run: keys, areas, the ruler, rows, the search, the panel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoamingTest {
    private static final String VIEW = "gpusched.page.timeline.view";
    private static final String SHIFT = Keys.SHIFT.toString();
    private static final String ALT = Keys.ALT.toString();
    private Path file = Path.of("");
    private Chromium browser;

    @BeforeAll
    void playAndStartTheBrowser(@TempDir Path folder) throws IOException {
        browser = Chromium.start();
        String text = Files.readString(Path.of("..", "samples", "hanging-client.yaml"));
        Workload workload =
                ScenarioReader.read("hanging-client.yaml", text, Latency.USUAL).get();
        RunLog log = RunLog.of("fair", workload);
        Simulation.play(workload, LinuxBugs.MENDED, log);
        file = Files.writeString(folder.resolve("hang.html"), new Page("Hang", List.of(log.view()), null, null).html());
    }

    @BeforeEach
    void openThePage() {
        browser.prefer("light");
        browser.console();
        browser.open(file);
    }

    @AfterAll
    void stopTheBrowser() {
        if (browser != null) {
            assertThat(browser.console()).isEmpty();
            browser.close();
        }
    }

    private double from() {
        return browser.number(VIEW + ".from");
    }

    private double span() {
        return browser.number(VIEW + ".to - " + VIEW + ".from");
    }

    /** Returns where a moment and the middle of a row are in the window, in pixels. */
    private int[] place(double nanos, String row) {
        List<?> place = (List<?>) browser.script("""
                const t = gpusched.page.timeline, row = t.rows.find((each) => each.label === arguments[1]), box = t.canvas.getBoundingClientRect();
                return [box.left + t.x(arguments[0]), box.top + row.top + t.shiftOf(row) + row.height / 2];
                """, nanos, row);
        return new int[] {((Number) place.get(0)).intValue(), ((Number) place.get(1)).intValue()};
    }

    private void drag(String key, double fromNanos, String fromRow, double toNanos, String toRow) {
        int[] from = place(fromNanos, fromRow);
        int[] to = place(toNanos, toRow);
        browser.drag(key, from[0], from[1], to[0], to[1]);
    }

    @Test
    void it_opens_at_the_hang_with_one_sentence_about_it() {
        assertThat(browser.text("#story"))
                .isEqualTo("Job 339 of broken timed out at 621 ms; its entity was then guilty, "
                        + "and 127 later jobs were cancelled.");
        assertThat(browser.text("#panel-heading")).isEqualTo("Job 339 of broken");
        assertThat(from()).isBetween(4e8, 5.2e8);
        assertThat(from() + span()).isBetween(6.21e8, 7e8);

        browser.press("0");
        browser.click("#story-show");
        browser.settle();

        assertThat(from()).isBetween(4e8, 5.2e8);
    }

    @Test
    void w_a_s_d_zoom_and_pan() {
        double from = from();
        double span = span();

        browser.press("d");
        assertThat(from()).isGreaterThan(from);
        browser.press("a");
        browser.press("w");
        assertThat(span()).isLessThan(span);
        browser.press("s");
        browser.press("s");
        assertThat(span()).isGreaterThan(span * 0.99);
    }

    @Test
    void an_area_has_figures() {
        drag(SHIFT, 5.3e8, "good 1", 6.3e8, "good 3");

        assertThat(browser.text("#panel-heading")).startsWith("Area of 1").endsWith(" ms");
        assertThat(browser.text("#panel .facts")).contains("3 rows");
        assertThat(browser.texts("#panel dt")).contains("queued in it", "done in it", "latency p50, max");
        assertThat(browser.texts("#panel td")).contains("good", "behind its own entity's jobs");

        browser.press(Keys.ESCAPE);
        assertThat(browser.script("return gpusched.page.timeline.area === null"))
                .isEqualTo(true);
    }

    @Test
    void the_figures_of_all_that_is_in_view_are_those_of_the_run() {
        browser.press("0");
        browser.press("v");

        assertThat(browser.texts("#panel dd")).startsWith("467", "467", "339", "128");
        assertThat(browser.texts("#panel dt")).contains("gfx busy");
    }

    @Test
    void a_drag_in_the_overview_chooses_a_range_and_moves_the_window() {
        browser.press("0");
        List<?> box = (List<?>)
                browser.script(
                        "const b = gpusched.page.timeline.overview.getBoundingClientRect(); return [b.left, b.top + 13, b.width]");
        int left = ((Number) box.get(0)).intValue();
        int y = ((Number) box.get(1)).intValue();
        int wide = ((Number) box.get(2)).intValue();

        browser.drag("", left + wide / 4, y, left + wide / 2, y);
        double end = browser.number("gpusched.page.model.end");
        assertThat(from()).isCloseTo(end / 4, within(end / 50));
        assertThat(span()).isCloseTo(end / 4, within(end / 50));

        browser.drag("", left + wide * 3 / 8, y, left + wide / 2, y);
        assertThat(from()).isCloseTo(end * 3 / 8, within(end / 50));
        assertThat(span()).isCloseTo(end / 4, within(end / 50));
    }

    @Test
    void a_row_can_be_pinned_folded_moved_and_filtered() {
        assertThat(browser.texts("#gutter .name")).containsExactly("gfx", "good 1", "good 2", "good 3", "broken");

        browser.press("i");
        assertThat(browser.texts("#pins .name")).containsExactly("broken");
        assertThat(browser.texts("#gutter .name")).containsExactly("gfx", "good 1", "good 2", "good 3");
        browser.press("i");
        assertThat(browser.texts("#pins .name")).isEmpty();

        double high = browser.number("gpusched.page.timeline.height");
        browser.click("#gutter li[data-key='0/entity/0'] .fold");
        browser.settle();
        assertThat(browser.number("gpusched.page.timeline.height")).isLessThan(high);

        browser.press(Keys.chord(Keys.ALT, Keys.ARROW_UP));
        browser.script("document.getElementById('timeline').focus(); return 0");
        browser.actions()
                .keyDown(Keys.ALT)
                .sendKeys(Keys.ARROW_UP)
                .keyUp(Keys.ALT)
                .perform();
        browser.settle();
        assertThat(browser.texts("#gutter .name")).last().isNotEqualTo("broken");

        browser.element("#filter").sendKeys("good -3");
        browser.settle();
        assertThat(browser.texts("#gutter .name")).containsExactly("good 1", "good 2");
    }

    @Test
    void a_row_can_be_dragged_to_another_place() {
        List<?> names = (List<?>) browser.script("""
                return ['0/entity/3', '0/ring/0'].map((key) => {
                  const b = document.querySelector(`#gutter li[data-key='${key}'] .name`).getBoundingClientRect();
                  return [b.left + 4, b.top + b.height / 2];
                }).flat();
                """);
        int[] at = names.stream().mapToInt(each -> ((Number) each).intValue()).toArray();

        browser.drag("", at[0], at[1], at[2], at[3]);

        assertThat(browser.texts("#gutter .name")).first().isEqualTo("broken");
    }

    @Test
    void a_search_finds_jobs_clients_errors_and_marks() {
        search("good");
        assertThat(browser.text("#search-count")).isEqualTo("300");
        assertThat(browser.texts("#gutter li.hit .name")).containsExactly("good 1", "good 2", "good 3");
        browser.press(Keys.ENTER);
        assertThat(browser.text("#panel-heading")).contains(" of good ");
        assertThat(browser.text("#search-count")).endsWith(" of 300");

        search("ecanceled");
        assertThat(browser.text("#search-count")).isEqualTo("128");

        search("12");
        browser.press(Keys.ENTER);
        assertThat(browser.text("#panel-heading")).startsWith("Job 12 of ");

        search("timed out");
        browser.press(Keys.ENTER);
        assertThat(browser.text("#range")).contains("job 339 of broken timed out");

        search("nonsense");
        assertThat(browser.text("#search-count")).isEqualTo("nothing");
    }

    private void search(String words) {
        browser.script("document.activeElement.blur(); document.getElementById('search').value = ''; return 0");
        browser.press("/");
        browser.press(words);
    }

    @Test
    void the_ruler_measures_from_one_point_to_another_and_snaps_to_jobs() {
        drag(ALT, 5.20e8, "broken", 6.2148e8, "broken");

        assertThat(browser.number("gpusched.page.timeline.ruler.to - gpusched.page.timeline.ruler.from"))
                .isEqualTo(browser.number("(() => { const r = gpusched.page.model.runs[0], j = r.indexOf.get(339);"
                        + " return r.over[j] - r.queued[j]; })()"));
        assertThat(browser.text("#range")).contains("102 ms");
    }

    @Test
    void the_question_mark_shows_all_keys() {
        browser.press("?");

        assertThat(browser.script("return document.getElementById('keys').open"))
                .isEqualTo(true);
        assertThat(browser.texts("#keys td"))
                .contains("select an area and read its figures", "the next and the previous mark");
        browser.press(Keys.ESCAPE);
        assertThat(browser.script("return document.getElementById('keys').open"))
                .isEqualTo(false);
    }

    @Test
    void the_panel_can_be_hidden_and_resized() {
        double wide = browser.number("gpusched.page.timeline.canvas.clientWidth");

        browser.press("h");
        assertThat(browser.number("gpusched.page.timeline.canvas.clientWidth")).isGreaterThan(wide + 200);
        browser.click("#panel-toggle");
        browser.settle();
        assertThat(browser.number("gpusched.page.timeline.canvas.clientWidth")).isCloseTo(wide, within(2.0));

        browser.script("document.getElementById('separator').focus(); return 0");
        browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        assertThat(browser.number("gpusched.page.timeline.canvas.clientWidth")).isCloseTo(wide - 48, within(2.0));
    }

    @Test
    void a_tooltip_leaves_on_a_key_and_stays_off_the_panel() {
        int[] place = place(5.7e8, "broken");
        browser.actions().moveToLocation(place[0], place[1]).perform();
        assertThat(browser.script("return document.querySelector('.tip').hidden"))
                .isEqualTo(false);
        assertThat(browser.text(".tip")).startsWith("job 339 of broken: wait 0.0300 ms");
        assertThat(browser.number("document.querySelector('.tip').getBoundingClientRect().right"))
                .isLessThanOrEqualTo(
                        browser.number("document.getElementById('timeline').getBoundingClientRect().right"));

        browser.script("document.getElementById('timeline').focus(); return 0");
        browser.press(Keys.END);
        assertThat(browser.script("return document.querySelector('.tip').hidden"))
                .isEqualTo(true);
    }

    @Test
    void marks_are_walked_one_by_one_and_after_the_last_comes_the_first() {
        browser.press("0");
        double marks = browser.number("gpusched.page.model.runs[0].marks.length");

        browser.press("m");
        assertThat(browser.text("#range")).startsWith("Mark 1 of " + (int) marks);
        browser.press("0");
        browser.press("m");
        assertThat(browser.text("#range")).startsWith("Mark 2 of ");
        browser.press("M");
        browser.press("M");
        assertThat(browser.text("#range")).startsWith("Mark " + (int) marks + " of ");
    }

    @Test
    void the_whole_run_stays_where_it_is_when_a_job_is_chosen() {
        browser.press("0");
        Map<?, ?> whole = (Map<?, ?>) browser.script("return " + VIEW);

        browser.press("n");

        assertThat(browser.script("return " + VIEW)).isEqualTo(whole);
    }

    @Test
    void a_table_is_sorted_by_the_head_that_is_clicked() {
        browser.click("#figures table thead tr:last-child th:nth-child(4) button");
        assertThat(browser.texts("#figures table:first-of-type tbody th").subList(0, 2))
                .containsExactly("broken", "good");
        browser.click("#figures table thead tr:last-child th:nth-child(4) button");
        assertThat(browser.texts("#figures table:first-of-type tbody th").subList(0, 2))
                .containsExactly("good", "broken");
        assertThat(browser.element("#figures table thead tr:last-child th:nth-child(4)")
                        .getDomAttribute("aria-sort"))
                .isEqualTo("descending");
    }
}
