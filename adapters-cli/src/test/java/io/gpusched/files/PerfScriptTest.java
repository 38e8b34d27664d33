package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code perf script} prints of the scheduler's tracepoints, with the columns that its options give. */
class PerfScriptTest {
    private static final String DEFAULT = """
                    glxgears  1000 [001]   100.000010: gpu_scheduler:drm_sched_job_queue: dev=0000:01:00.0, fence=7:1, ring=gfx, job count:0, hw job count:0, client_id:42
               kworker/0:1-e    11 [000]   100.000020:   gpu_scheduler:drm_sched_job_run: dev=0000:01:00.0, fence=7:1, ring=gfx, job count:0, hw job count:1, client_id:42
                     swapper     0 [000]   100.000100:  gpu_scheduler:drm_sched_job_done: fence=7:1 signaled
            """;

    static List<UnaryOperator<String>> columns() {
        return List.of(
                text -> text,
                text -> text.replaceAll(" (\\d+) \\[", " 999/$1 ["),
                text -> text.replaceAll(" \\[\\d+]", ""),
                text -> text.replaceAll("(\\.\\d{6}):", "$1000:"),
                text -> text.replaceAll(": +gpu", ":          1 gpu"),
                text -> text.replaceAll(" +", " ").replaceAll("(?m)^ ", ""));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void is_read_whatever_its_columns(UnaryOperator<String> columns) {
        Recording recording = Traces.recording(columns.apply(DEFAULT));

        assertThat(recording.jobs())
                .extracting(RecordedJob::label, RecordedJob::queuedNanos, RecordedJob::runNanos, RecordedJob::doneNanos)
                .containsExactly(tuple("7:1", 100_000_010_000L, 100_000_020_000L, 100_000_100_000L));
        assertThat(recording.clients()).containsExactly(new Recording.RecordedClient("glxgears", 1000, "7", 42));
    }

    @Test
    void is_the_same_recording_as_the_text_of_trace_cmd() {
        Recording perf = Traces.recording(asPerf(Traces.SOUND));
        Recording traceCmd = Traces.recording(Traces.SOUND);

        assertThat(perf.jobs()).isEqualTo(traceCmd.jobs());
        assertThat(perf.clients()).isEqualTo(traceCmd.clients());
        assertThat(perf.rings()).isEqualTo(traceCmd.rings());
    }

    private static String asPerf(String text) {
        return text.replaceAll("cpus=2\n", "")
                .replaceAll("-(\\d+ +\\[)", " $1")
                .replaceAll(": (drm_\\w+:)", ": gpu_scheduler:$1");
    }

    @Test
    void names_of_tasks_may_hold_spaces_and_numbers() {
        Recording recording = Traces.recording(DEFAULT.replace("glxgears", "Web Content 2"));

        assertThat(recording.clients())
                .extracting(Recording.RecordedClient::name)
                .containsExactly("Web Content 2");
    }

    @Test
    void call_chains_and_other_events_are_passed_over() {
        String stack = "\t          ffffffff8123 drm_sched_run_job_work+0x1 ([kernel.kallsyms])\n\n";
        String cycles = "        glxgears  1000 [001]   100.000200:     250000 cycles:P:  ffffffff81 foo ([kernel])\n";

        Recording recording = Traces.recording("# ========\n" + DEFAULT + stack + cycles);

        assertThat(Traces.labels(recording)).containsExactly("7:1");
        assertThat(Traces.skipped(recording, SkipCause.STACK_TRACE)).isEqualTo(1);
        assertThat(Traces.skipped(recording, SkipCause.NOT_AN_EVENT)).isZero();
    }

    @Test
    void what_perf_trace_prints_is_refused_with_the_right_command() {
        String line = "     0.000 glxgears/1234 gpu_scheduler:drm_sched_job_queue(name: \"gfx\", fence_context: 7)\n";

        assertThat(Traces.problems(line.repeat(3)))
                .singleElement()
                .asString()
                .contains("perf trace")
                .contains("perf script");
    }

    @Test
    void the_data_of_perf_is_refused_with_the_command_that_prints_it() {
        assertThat(Traces.problems("PERFILE2\0\0\0\0"))
                .singleElement()
                .asString()
                .contains("perf script");
    }

    @Test
    void a_time_that_no_clock_reaches_is_none() {
        assertThat(Traces.problems(DEFAULT.replace(" 100.", " 9999999999.")))
                .first()
                .asString()
                .contains("not a line of a trace");
    }
}
