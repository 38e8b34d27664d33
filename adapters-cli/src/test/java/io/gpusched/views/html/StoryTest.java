package io.gpusched.views.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page opens at. */
class StoryTest {
    private static RunView play(String name, String scenario) {
        Workload workload = ScenarioReader.read("test.yaml", scenario).get();
        RunLog log = RunLog.of(name, workload);
        Simulation.play(workload, LinuxBugs.MENDED, log);
        return log.view();
    }

    private static Story of(String... scenarios) {
        return Story.of(Stream.of(scenarios).map(each -> play("a run", each)).toList())
                .orElseThrow();
    }

    private static final String QUIET = """
            rings: [{name: gfx}]
            entities: [{name: app}, {name: other}]
            clients: [{entity: app, jobs: [{duration: 7ms}]}, {entity: other, jobs: [{duration: 1ms}]}]
            """;

    @Test
    void is_the_longest_wait_where_nothing_went_wrong() {
        Story story = of(QUIET);

        assertThat(story.text()).isEqualTo("Job 1 of other has the longest wait of all: 7.00 ms, queued at 0 ms.");
        assertThat(story.window().fromNanos()).isZero();
        assertThat(story.window().toNanos()).isBetween(8_000_000L, 11_000_000L);
    }

    @Test
    void says_in_which_run_it_happened() {
        Story story = of(QUIET, QUIET.replace("7ms", "9ms"));

        assertThat(story.run()).isEqualTo(1);
        assertThat(story.text()).contains("9.00 ms in the run a run, queued");
    }

    @Test
    void is_an_error_before_a_long_wait() {
        Story story = of(QUIET.replace("[{duration: 1ms}]", "[{duration: 1ms}], faults: [{job: 1, hw_error: EIO}]"));

        assertThat(story.text()).isEqualTo("Job 1 of other failed with EIO at 8.00 ms.");
    }

    @Test
    void is_a_hang_before_an_error_with_what_it_led_to() throws IOException {
        Story story = of(Files.readString(Path.of("..", "samples", "hanging-client.yaml")));

        assertThat(story.text())
                .isEqualTo("Job 339 of broken timed out at 621 ms; its entity was then guilty, "
                        + "and 127 later jobs were cancelled.");
        assertThat(story.job()).isEqualTo(339);
    }

    @Test
    void is_nothing_where_no_job_was_queued() {
        RunView none =
                new RunView("none", List.of(), List.of(), List.of(), List.of(), Map.of(), 1, List.of(), List.of());

        assertThat(Story.of(List.of(none))).isEmpty();
    }
}
