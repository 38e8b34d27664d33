package io.gpusched.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.demo.Demo;
import io.gpusched.cli.demo.Desktop;
import io.gpusched.files.TraceFiles;
import io.gpusched.views.html.Page;
import io.gpusched.views.html.RunLog;
import io.gpusched.views.html.RunView;
import io.gpusched.views.html.Stretch;
import io.gpusched.views.html.WaitView;
import io.gpusched.views.text.Comparison;
import io.gpusched.views.text.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.WheelInput;

/** The report of the demo, as its readers meet it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {
    private static final Path CAPTURE = Path.of("..", "samples", "steamvr-desktop.trace.txt");
    private static final String VIEW = "gpusched.page.timeline.view";

    /** Where the middle of a job's bar is in the window; the row is brought into sight first. */
    private static final String PLACE = """
            const timeline = gpusched.page.timeline, run = gpusched.page.model.runs[arguments[0]], job = run.indexOf.get(arguments[1]);
            const row = timeline.rowOf(run, 'entity', run.entity[job]);
            timeline.box.scrollIntoView({block: 'start'});
            timeline.box.scrollTop = row.top;
            const box = timeline.canvas.getBoundingClientRect();
            return [box.left + timeline.x((run.queued[job] + run.over[job]) / 2),
              box.top + row.laneTop(row.laneOf.get(job)) + row.laneHeight / 2 - Math.min(timeline.box.scrollTop, timeline.height - timeline.canvas.clientHeight)];
            """;

    private final List<RunLog> logs = new ArrayList<>();
    private List<RunView> runs = List.of();
    private Path file = Path.of("");
    private Chromium browser;

    @BeforeAll
    void playTheDemoAndStartTheBrowser(@TempDir Path folder) throws IOException {
        browser = Chromium.start();
        Desktop desktop = Desktop.of(TraceFiles.read(CAPTURE, (read, all) -> {}).get());
        Stretch shown = new Demo(desktop, Screen.PLAIN, line -> {}, this::log).run();
        runs = logs.stream().map(RunLog::view).toList();
        file = Files.writeString(folder.resolve("demo.html"), new Page("The demo", runs, comparison(), shown).html());
    }

    private Comparison comparison() {
        return new Comparison(
                logs.getFirst().name(),
                logs.getFirst().outcome(),
                logs.stream().skip(1).map(RunLog::trial).toList(),
                Map.of());
    }

    private Consumer<Event> log(String name, Workload workload) {
        if (name.equals(Demo.ALONE)) {
            return event -> {};
        }
        RunLog log = RunLog.of(name, workload);
        logs.add(log);
        return log;
    }

    @BeforeEach
    void openThePage() {
        browser.prefer("light");
        browser.console();
        browser.requests();
        browser.open(file);
    }

    @AfterAll
    void stopTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void nothing_goes_wrong_and_the_network_is_asked_for_nothing() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request).containsAnyOf("\"url\":\"file://", "\"url\":\"data:", "\"url\":\"about:"));
    }

    @Test
    void every_ring_and_every_entity_has_a_row_in_every_run() {
        List<String> rows = new ArrayList<>();
        for (RunView run : runs) {
            rows.add(run.name());
            run.rings().forEach(ring -> rows.add(ring.name()));
            run.entities().forEach(entity -> rows.add(entity.client()));
        }

        assertThat(runs).hasSize(9);
        assertThat(browser.texts("#gutter .name")).isEqualTo(rows);
    }

    @Test
    void a_click_on_a_job_tells_why_it_waited_part_by_part() {
        RunView.JobView job = jobInSight(runs.get(2));
        List<?> place = (List<?>) browser.script(PLACE, 2, job.times().job());

        browser.clickAt(((Number) place.get(0)).intValue(), ((Number) place.get(1)).intValue());

        assertThat(browser.text("#panel-heading"))
                .startsWith("Job " + job.times().job() + " of ");
        assertThat(browser.titles("#parts tbody td.nanos"))
                .isEqualTo(job.waits().stream()
                        .map(WaitView::nanos)
                        .map(ReportPageTest::millis)
                        .toList());
        assertThat(browser.titles("#parts-total"))
                .containsExactly(millis(job.times().doneNanos() - job.times().queuedNanos()));
        assertThat(browser.text("#announce")).contains("Job " + job.times().job());
    }

    /** A job with several parts, in the middle of what the page shows first, so that its bar can be clicked. */
    private RunView.JobView jobInSight(RunView run) {
        double from = browser.number(VIEW + ".from");
        double to = browser.number(VIEW + ".to");
        return run.jobs().stream()
                .filter(job -> job.waits().size() > 2)
                .filter(job -> job.times().queuedNanos() > from && job.times().doneNanos() < to)
                .findFirst()
                .orElseThrow();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.6f ms", nanos / 1e6);
    }

    @Test
    void the_wheel_zooms_the_axis_about_the_pointer() {
        double span = browser.number(VIEW + ".to - " + VIEW + ".from");
        List<?> ticks = (List<?>) browser.script("return gpusched.page.timeline.ticks.map(tick => tick.label)");
        String range = browser.text("#range");

        browser.actions()
                .keyDown(Keys.CONTROL)
                .scrollFromOrigin(WheelInput.ScrollOrigin.fromElement(browser.element("#timeline")), 0, -60)
                .keyUp(Keys.CONTROL)
                .perform();
        browser.settle();

        assertThat(browser.number(VIEW + ".to - " + VIEW + ".from")).isLessThan(span);
        assertThat((List<?>) browser.script("return gpusched.page.timeline.ticks.map(tick => tick.label)"))
                .isNotEqualTo(ticks);
        assertThat(browser.text("#range")).isNotEqualTo(range);
    }

    @Test
    void a_drag_pans_and_chooses_nothing() {
        double from = browser.number(VIEW + ".from");
        double span = browser.number(VIEW + ".to - " + VIEW + ".from");

        browser.actions().dragAndDropBy(browser.element("#bars"), -100, 0).perform();
        browser.settle();

        assertThat(browser.number(VIEW + ".from")).isGreaterThan(from);
        assertThat(browser.number(VIEW + ".to - " + VIEW + ".from")).isCloseTo(span, within(1.0));
        assertThat(browser.script("return gpusched.page.timeline.selected === null"))
                .isEqualTo(true);
    }

    @Test
    void everything_can_be_done_with_keys() {
        browser.actions().sendKeys(Keys.TAB, Keys.ENTER).perform();
        browser.script("document.getElementById('timeline').focus(); return 0");
        double span = browser.number(VIEW + ".to - " + VIEW + ".from");

        browser.actions().sendKeys("+").perform();
        browser.settle();
        assertThat(browser.number(VIEW + ".to - " + VIEW + ".from")).isCloseTo(span / 2, within(1.0));

        browser.actions().sendKeys(Keys.HOME).perform();
        browser.settle();
        assertThat(browser.number(VIEW + ".from")).isCloseTo(0, within(span));

        browser.actions().sendKeys("n").perform();
        String first = browser.text("#panel-heading");
        browser.actions().sendKeys("n").perform();
        String second = browser.text("#panel-heading");
        browser.actions().sendKeys("p").perform();
        assertThat(first).startsWith("Job ");
        assertThat(second).startsWith("Job ").isNotEqualTo(first);
        assertThat(browser.text("#panel-heading")).isEqualTo(first);

        browser.actions().sendKeys(Keys.ARROW_DOWN).perform();
        assertThat(browser.text("#panel-heading")).startsWith("Job ").isNotEqualTo(first);

        browser.actions().sendKeys(Keys.ESCAPE).perform();
        assertThat(browser.text("#panel-heading")).doesNotStartWith("Job ");

        browser.actions().sendKeys("0").perform();
        browser.settle();
        assertThat(browser.number(VIEW + ".to")).isGreaterThan(2e9);
    }

    @Test
    void the_table_of_jobs_in_view_leads_to_the_same_panel() {
        browser.click("#job-table tbody button");
        browser.settle();

        assertThat(browser.text("#panel-heading")).startsWith("Job ");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("panel");
        assertThat(browser.texts("#job-table tr.chosen th")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void every_text_stands_out_from_what_is_behind_it(String colours) {
        browser.prefer(colours);
        browser.open(file);
        browser.click("#job-table tbody button");

        List<?> faint = (List<?>) browser.script(Contrast.FAINT_TEXTS);

        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo(colours);
        assertThat(((Number) browser.script(Contrast.TEXTS_SEEN)).intValue()).isGreaterThan(200);
        assertThat(faint).isEmpty();
        assertThat((List<?>) browser.script(Contrast.FAINT_COLOURS)).isEmpty();
    }

    @Test
    void the_button_changes_the_colours_and_the_canvas_with_them() {
        Object light = browser.script("return document.getElementById('bars').toDataURL()");

        browser.click("#theme");
        browser.settle();

        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        assertThat(browser.element("#theme").getDomAttribute("aria-pressed")).isEqualTo("true");
        assertThat(browser.script("return document.getElementById('bars').toDataURL()"))
                .isNotEqualTo(light);
        browser.script("localStorage.clear(); return 0");
    }

    @Test
    void paper_is_light_and_shows_every_row() {
        browser.prefer("dark");
        browser.open(file);

        browser.script("dispatchEvent(new Event('beforeprint')); return 0");
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("light");
        assertThat(browser.number("gpusched.page.timeline.box.clientHeight"))
                .isGreaterThanOrEqualTo(browser.number("gpusched.page.timeline.height"));

        browser.script("dispatchEvent(new Event('afterprint')); return 0");
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        assertThat(browser.number("gpusched.page.timeline.box.clientHeight"))
                .isLessThan(browser.number("gpusched.page.timeline.height"));
    }

    @Test
    void runs_can_be_left_out_and_the_rest_keeps_its_axis() {
        Object before = browser.script("return " + VIEW);

        browser.click("#choice input[value='1']");
        browser.settle();

        assertThat(browser.texts("#gutter .run .name"))
                .hasSize(8)
                .doesNotContain(runs.get(1).name());
        assertThat((Map<?, ?>) browser.script("return " + VIEW)).isEqualTo(before);
    }

    @Test
    void the_address_says_what_is_looked_at() {
        browser.script("gpusched.page.timeline.move(1e9, 1.1e9); return 0");
        browser.script("location.hash = 'from=500000000&to=520000000&run=1&job=100'; return 0");
        browser.until(VIEW + ".from === 5e8");

        assertThat(browser.number(VIEW + ".to")).isEqualTo(5.2e8);
        assertThat(browser.text("#panel-heading")).startsWith("Job 100 of ");
        assertThat(browser.text("#panel .facts")).isEqualTo(runs.get(1).name());
    }

    @Test
    void there_is_a_plot_for_each_thing_that_is_asked_about() {
        assertThat(browser.texts("#plot-list h3"))
                .containsExactly("Waits", "Waits in every run", "GPU share", "Queue depth", "Credits in flight");

        browser.script("const choice = document.getElementById('plot-run'); choice.value = 2;"
                + " choice.dispatchEvent(new Event('change')); return 0");

        assertThat(browser.texts("#plot-list h3")).contains("Virtual run time");
        assertThat(browser.texts("#plot-list .u-wrap canvas")).isEmpty();
        assertThat(browser.script("return document.querySelectorAll('#plot-list .uplot canvas').length"))
                .isEqualTo(6L);
    }
}
