package io.gpusched.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.Recording;
import io.gpusched.files.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces in the layouts of public reports, and small files that once made the reader crash or hang. */
class TracesOfReportsTest {
    private static List<String> problems(String resource) {
        return TraceFiles.read(Traces.resource("reports/" + resource), (read, all) -> {})
                .getError()
                .map(Problem::message)
                .asJava();
    }

    @Test
    void the_text_of_perf_holds_what_that_of_tracefs_holds() {
        Recording perf = Traces.recording(Traces.resource("reports/a3_perf_script.txt"));
        Recording tracefs = Traces.recording(Traces.resource("reports/a1_rocket_3cores.txt"));

        assertThat(perf.jobs()).isEqualTo(tracefs.jobs());
        assertThat(perf.rings()).isEqualTo(tracefs.rings());
    }

    @Test
    void old_events_may_name_the_device() {
        assertThat(Traces.recording(Traces.resource("reports/a4_v5_dev_entity.txt"))
                        .rings())
                .containsExactly(new Recording.RecordedRing("0000:0b:00.0", "gfx_0.0.0", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-run-and-done-same-microsecond.txt", "01-entries-written-overflow.txt"})
    void some_are_odd_and_read_all_the_same(String resource) {
        assertThat(Traces.recording(Traces.resource("reports/" + resource)).jobs())
                .isNotEmpty();
    }

    @Test
    void a_run_that_names_another_entity_than_the_queueing_is_told_with_its_place() {
        assertThat(problems("05-run-names-other-entity.txt"))
                .singleElement()
                .asString()
                .contains("its job was queued by another entity than this event names");
    }

    @Test
    void names_of_tasks_hold_nothing_that_a_terminal_would_obey() {
        assertThat(Traces.recording(Traces.resource("reports/08-ansi-in-task-name.txt"))
                        .clients())
                .extracting(Recording.RecordedClient::name)
                .containsExactly("\\x1b]0;OWNED\\x07\\x1b[31m");
    }

    @Test
    void a_description_of_an_event_that_never_ends_takes_one_pass() {
        assertThat(problems("14-format-without-end.dat.gz")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "xe_sched_job_run: dev=0000:03:00.0,the xe_ events are the driver's own",
        "i915_request_submit: dev=0,i915 schedules by itself",
        "amd_sched_job: entity=0,the amd_sched_ events of Linux before 4.16",
        "amdgpu_vm_bo_map: x=1,these amdgpu_ events do not say when jobs are queued"
    })
    void events_that_cannot_help_are_named_with_the_command_that_records_others(String event, String reason) {
        assertThat(Traces.problems(("app-1 [000] 1.000001: " + event + "\n").repeat(3)))
                .singleElement()
                .asString()
                .contains(reason)
                .contains(TraceFiles.RECIPE);
    }

    @Test
    void events_of_amdgpu_without_the_ends_of_jobs_are_named_too() {
        String events = """
                app-1 [000] 1.000001: amdgpu_cs_ioctl: sched_job=1, timeline=gfx, context=3, seqno=1, ring_name=0, num_ibs=1
                app-1 [000] 1.000002: amdgpu_sched_run_job: sched_job=1, timeline=gfx, context=3, seqno=1, ring_name=0, num_ibs=1
                """;

        assertThat(Traces.problems(events))
                .singleElement()
                .asString()
                .contains("dma_fence_signaled, which is not here");
    }

    @Test
    void old_events_without_runs_are_named_too() {
        String events = """
                app-1 [000] 1.000001: drm_sched_job: entity=00000000a1b2c3d4, id=1, fence=0000000076f0d500, ring=gfx, job count:0, hw job count:0
                app-1 [000] 1.000002: drm_sched_process_job: fence=0000000076f0d500 signaled
                """;

        assertThat(Traces.problems(events)).singleElement().asString().contains("Linux before 5.7 has no such event");
    }

    @Test
    void the_records_of_freebsd_are_refused() {
        String line = "  12  0  123456789 drm_sched_job_queue 0xfffff8000123, entity 0xfffff8000456\n";

        assertThat(Traces.problems(line.repeat(3))).singleElement().asString().contains("FreeBSD's KTR");
    }

    @Test
    void a_problem_that_comes_again_and_again_is_told_once_with_its_count() throws IOException {
        String broken = Files.readString(Traces.resource("reports/a3_perf_script.txt"), UTF_8)
                .replaceAll("(job_run: .*)hw job count:1", "$1hw job count:x");

        assertThat(Traces.problems(broken))
                .singleElement()
                .asString()
                .startsWith("t.txt:3:")
                .contains("'hw job count' is 'x'")
                .endsWith("(and 23 more like it)");
    }
}
