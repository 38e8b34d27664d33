package io.gpusched.views.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitLog;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a page knows of a run. */
class RunLogTest {
    private static final int SEEDS = 20;

    private static RunView play(Workload workload, Consumer<Event> beside) {
        RunLog log = RunLog.of("run", workload);
        Simulation.play(workload, LinuxBugs.MENDED, log.andThen(beside));
        return log.view();
    }

    private static RunView play(String scenario) {
        return play(ScenarioReader.read("test.yaml", scenario).get(), event -> {});
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_page_has_every_job_with_its_times_and_every_part_of_its_wait(Flavour flavour) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Workload workload = WorkloadGenerator.generate(seed, 40, flavour, new Fair());
            WaitLog waits = new WaitLog(
                    workload.schedulers().stream()
                            .map(Workload.SchedulerLine::credits)
                            .toList(),
                    workload.schedulers().stream()
                            .map(Workload.SchedulerLine::ring)
                            .toList());
            RunView view = play(workload, waits);

            Decoded page = new Decoded(ViewJson.of(List.of(view), null, null), 0);

            assertThat(page.times())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("error")
                    .containsExactlyElementsOf(
                            view.jobs().stream().map(RunView.JobView::times).toList());
            assertThat(view.jobs().stream().map(job -> job.times().job()).toList())
                    .isEqualTo(
                            waits.waits().stream().map(wait -> wait.job().job()).toList());
            assertThat(page.parts())
                    .isEqualTo(waits.waitsUntil(view.endNanos()).stream()
                            .map(Wait::parts)
                            .map(parts -> parts.stream().map(WaitPart::nanos).toList())
                            .toList());
        }
    }

    @Test
    void what_happens_beside_the_jobs_becomes_marks() {
        RunView view = play("""
                rings: [{name: gfx, timeout: 10ms, on_timeout: reset}]
                entities: [{name: app}, {name: bad}]
                clients:
                  - {entity: app, jobs: [{count: 3, duration: 2ms}]}
                  - {entity: bad, jobs: [{duration: 1ms}], faults: [{job: 1, hangs: 1}]}
                events:
                  - {at: 1ms, stop: gfx}
                  - {at: 2ms, message: {ring: gfx, name: suspend}}
                  - {at: 3ms, start: gfx}
                  - {at: 4ms, priority: {entity: app, to: low}}
                  - {at: 30ms, close: bad}
                """);

        assertThat(view.marks())
                .extracting(PageMark::kind)
                .contains(
                        PageMark.Kind.PAUSE,
                        PageMark.Kind.RESUME,
                        PageMark.Kind.MESSAGE,
                        PageMark.Kind.PRIORITY,
                        PageMark.Kind.RESET,
                        PageMark.Kind.KILL);
        assertThat(view.marks()).isSortedAccordingTo((a, b) -> Long.compare(a.nanos(), b.nanos()));
        assertThat(view.marks())
                .extracting(PageMark::text)
                .contains("the priority became low", "message suspend was processed");
    }

    @Test
    void on_a_ring_that_runs_jobs_side_by_side_a_job_starts_when_it_runs() {
        Workload serial = ScenarioReader.read("test.yaml", """
                rings: [{name: gfx, credits: 3}]
                entities: [{name: app}]
                clients: [{entity: app, jobs: [{count: 3, duration: 2ms}]}]
                """).get();
        Workload.SchedulerLine line = serial.schedulers().getFirst();
        Workload.SchedulerLine overlapping = new Workload.SchedulerLine(
                line.name(),
                line.credits(),
                line.timeoutNanos(),
                line.hangLimit(),
                line.onTimeout(),
                line.scoreOf(),
                RingKind.OVERLAPPING,
                line.policy());

        RunView view = play(
                new Workload(
                        serial.policy(),
                        List.of(overlapping),
                        serial.entities(),
                        serial.fences(),
                        serial.steps(),
                        serial.untilNanos()),
                event -> {});

        assertThat(view.jobs())
                .extracting(RunView.JobView::times)
                .allSatisfy(times -> assertThat(times.startNanos()).isEqualTo(times.runNanos()))
                .extracting(JobTimes::runningNanos)
                .containsOnly(2_000_000L);
    }

    @Test
    void dependencies_name_jobs_by_their_places_and_fences_by_their_signals() {
        RunView view = play("""
                rings: [{name: gfx}]
                entities: [{name: a}, {name: b}]
                fences: [vsync]
                clients:
                  - {entity: a, jobs: [{name: first, duration: 2ms}, {entity: b, duration: 1ms, after: [first, vsync]}]}
                events: [{at: 5ms, signal: {fence: vsync}}]
                """);

        Decoded page = new Decoded(ViewJson.of(List.of(view), null, null), 0);

        assertThat(String.valueOf(page.get("dependencies")))
                .isEqualTo("{list=[[1, finished, 0], [1, fence, 0]], fences=[[vsync, 5000000]]}");
    }
}
