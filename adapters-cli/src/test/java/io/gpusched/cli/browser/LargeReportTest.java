package io.gpusched.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of a hundred thousand jobs stays easy to look at. What is drawn is counted, not timed; the frames for each second depend
 * on the machine and on what else it does, so they are written to target/frames.txt and not judged.
 */
class LargeReportTest {
    private static final String SCENARIO = """
            policy: fair
            rings: [{name: gfx, credits: 4}]
            entities: [{name: app, count: 8}, {name: batch}]
            clients:
              - {entity: app, closed: {pause: 100us, rounds: 10000}, jobs: [{duration: 20us}]}
              - {entity: batch, closed: {pause: 10us, rounds: 400}, jobs: [{count: 50, duration: 5us}]}
            """;

    /** The most bars that one redraw makes, and two spans for each pixel of the ten rows. */
    private static final double MOST_DRAWN = 12_000 + 10 * 2 * 1_400;

    /** How many frames each move of the measurement takes. */
    private static final int FRAMES = 120;

    @Test
    void a_hundred_thousand_jobs_open_and_a_redraw_has_bounded_work(@TempDir Path folder) throws IOException {
        try (Chromium browser = Chromium.start()) {
            Path file = write(folder);

            browser.open(file);

            assertThat(browser.console()).isEmpty();
            assertThat(browser.number("gpusched.page.model.runs[0].length")).isEqualTo(100_000);
            double end = browser.number("gpusched.page.model.end");
            for (double span : List.of(end, end / 10, end / 100, end / 1_000, end / 10_000)) {
                browser.script(
                        "gpusched.page.timeline.move(arguments[0], arguments[1]); return 0", end / 3, end / 3 + span);
                browser.settle();
                assertThat(browser.number("gpusched.page.timeline.drawn"))
                        .as("drawn for " + span + " ns")
                        .isBetween(10.0, MOST_DRAWN);
            }
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void each_frame_of_a_zoom_and_of_a_pan_is_drawn(@TempDir Path folder) throws IOException {
        try (Chromium browser = Chromium.start()) {
            browser.open(write(folder));
            browser.settle();

            Map<String, Object> rates = browser.frames(FRAMES);

            Files.write(
                    Path.of("target", "frames.txt"),
                    rates.entrySet().stream()
                            .map(each -> each.getKey() + ": " + each.getValue() + " frames a second")
                            .toList());
            assertThat(rates.keySet())
                    .containsExactly(
                            "nothing", "pan, all", "pan, a tenth", "pan, a hundredth", "pan, a thousandth", "zoom");
            assertThat(browser.number("gpusched.page.framesDrawn"))
                    .as("a redraw for each of the frames that moved")
                    .isEqualTo(5.0 * FRAMES);
            assertThat(browser.console()).isEmpty();
        }
    }

    private static Path write(Path folder) throws IOException {
        Workload workload = ScenarioReader.read("large.yaml", SCENARIO).get();
        RunLog log = RunLog.of("fair", workload);
        Simulation.play(workload, LinuxBugs.MENDED, log);
        return Files.writeString(
                folder.resolve("large.html"), new Page("Large", List.of(log.view()), null, null).html());
    }
}
