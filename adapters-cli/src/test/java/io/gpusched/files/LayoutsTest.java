package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutsTest {
    private static final String QUEUE =
            "drm_sched_job_queue: dev=0000:01:00.0, fence=7:1, ring=gfx, job count:0, hw job count:0, client_id:42";
    private static final String RUN =
            "drm_sched_job_run: dev=0000:01:00.0, fence=7:1, ring=gfx, job count:0, hw job count:1, client_id:42";
    private static final String DONE = "drm_sched_job_done: fence=7:1 signaled";

    private static Recording of(String queue, String run, String done) {
        return Traces.recording(queue + "\n" + run + "\n" + done + "\n");
    }

    @Nested
    class A_line {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        trace-cmd            |      glxgears-1000 [000]   100.000010: %s
                        tracefs              |      glxgears-1000    [000] .....   100.000010: %s
                        tracefs before 5.16  |      glxgears-1000    [000] d.h1   100.000010: %s
                        all flags            |      glxgears-1000    [000] bNZff   100.000010: %s
                        thread group         |      glxgears-1000    (   1000) [000] .....   100.000010: %s
                        older thread group   |      glxgears-1000    ( 1000) [000] d..1   100.000010: %s
                        unknown thread group |      glxgears-1000    (-------) [000] .....   100.000010: %s
                        nanoseconds          |      glxgears-1000 [000]   100.000010000: %s
                        a column's padding   |      glxgears-1000 [000] 100.000010:    %s
                        """)
        void is_understood_in_every_layout(String layout, String line) {
            Recording recording = of(
                    line.formatted(QUEUE),
                    line.formatted(RUN).replace(".000010", ".000020"),
                    line.formatted(DONE).replace(".000010", ".000100"));

            assertThat(recording.clients()).containsExactly(new Recording.RecordedClient("glxgears", 1000, "7", 42));
            assertThat(recording.jobs())
                    .extracting(RecordedJob::queuedNanos, RecordedJob::runNanos, RecordedJob::doneNanos)
                    .containsExactly(tuple(100_000_010_000L, 100_000_020_000L, 100_000_100_000L));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "amdgpu_cs:0",
                    "kworker/u128:0",
                    "<...>",
                    "my game",
                    "Web Content",
                    "a-1",
                    "x [1]",
                    "[kworker]",
                    "(sd-pam)",
                    "-",
                    "Spiel-Größe",
                    "a - b: c"
                })
        void may_have_any_name_of_a_task(String task) {
            String before = "%16s-1150  [002]   100.0000".formatted(task);

            Recording recording = of(before + "10: " + QUEUE, before + "20: " + RUN, before + "30: " + DONE);

            assertThat(recording.clients())
                    .extracting(Recording.RecordedClient::name, Recording.RecordedClient::process)
                    .containsExactly(tuple(task, 1150L));
        }

        @Test
        void may_end_as_windows_ends_lines() {
            Recording recording = Traces.recording(Traces.SOUND.replace("\n", "\r\n"));

            assertThat(Traces.labels(recording)).containsExactly("7:1", "9:1");
        }
    }

    @Nested
    class Output_of_trace_cmd {
        private String part(String title) throws IOException {
            String all = Files.readString(Traces.resource("trace-cmd-layouts.txt"));
            int from = all.indexOf(title);
            int to = all.indexOf("\n# ", from + 1);
            return all.substring(all.indexOf('\n', from) + 1, to < 0 ? all.length() : to + 1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"# GENERATED", "# report -R"})
        void is_the_same_printed_or_raw(String title) throws IOException {
            Recording recording = Traces.recording(part(title));

            assertThat(recording.rings())
                    .containsExactly(
                            new Recording.RecordedRing("0000:0e:00.0", "gfx_0.0.0", 2),
                            new Recording.RecordedRing("", "gfx", 1));
            assertThat(recording.clients())
                    .containsExactly(
                            new Recording.RecordedClient("umr:cs0", 6498, "7914", 42),
                            new Recording.RecordedClient("umr:cs0", 6498, "0xffff8881234567a0", 0));
            assertThat(recording.jobs())
                    .extracting(RecordedJob::label, RecordedJob::queuedNanos, RecordedJob::doneNanos)
                    .containsExactly(
                            tuple("7914:920", 735_008_762_000L, 735_308_761_000L),
                            tuple("id 7", 735_308_762_000L, 735_308_764_000L));
        }

        @Test
        void in_latency_format_is_refused_with_a_hint() throws IOException {
            assertThat(Traces.problems(part("# report -l")))
                    .singleElement()
                    .asString()
                    .startsWith("t.txt:2:1: this is the latency format")
                    .contains("trace-cmd report -t");
        }

        @Test
        void tells_how_many_events_were_dropped() {
            Recording recording = Traces.recording(Traces.SOUND + "CPU:0 [EVENTS DROPPED]\nCPU:0 [17 EVENTS DROPPED]\n"
                    + "CPU:1 [LOST 3 EVENTS]\nCPU:1 [LOST EVENTS]\n");

            assertThat(recording.report().lostEvents()).isEqualTo(20);
            assertThat(recording.report().losses()).isEqualTo(4);
        }

        @Test
        void of_several_files_keeps_them_apart() {
            String two = Traces.SOUND
                    .lines()
                    .flatMap(line -> Stream.of("    a.dat: " + line, "b_two.dat: " + line))
                    .reduce("", (text, line) -> text + line + "\n");

            Recording recording = Traces.recording(two);

            assertThat(recording.rings())
                    .extracting(Recording.RecordedRing::device)
                    .containsExactly("a.dat 0000:01:00.0", "b_two.dat 0000:01:00.0");
            assertThat(Traces.labels(recording)).containsExactly("7:1", "7:1", "9:1", "9:1");
            assertThat(recording.clients())
                    .extracting(Recording.RecordedClient::name, Recording.RecordedClient::entity)
                    .containsExactly(
                            tuple("glxgears", "a.dat 7"),
                            tuple("glxgears", "b_two.dat 7"),
                            tuple("Xorg", "a.dat 9"),
                            tuple("Xorg", "b_two.dat 9"));
        }
    }

    @Nested
    class Old_events {
        @Test
        void of_a_real_msm_gpu_with_nanoseconds_are_read() {
            Recording recording = Traces.recording(Traces.resource("msm-ring0.txt"));

            assertThat(recording.rings()).containsExactly(new Recording.RecordedRing("", "ring0", 3));
            assertThat(recording.jobs())
                    .extracting(RecordedJob::number, RecordedJob::queuedNanos, RecordedJob::startedNanos)
                    .containsExactly(
                            tuple(13481L, 9_246_165_326_050L, 9_246_165_349_383L),
                            tuple(13482L, 9_246_166_957_616L, 9_246_170_078_456L),
                            tuple(13483L, 9_246_167_272_512L, 9_246_174_020_027L),
                            tuple(13484L, 9_246_181_907_439L, 9_246_181_933_273L));
            assertThat(recording.clients())
                    .extracting(Recording.RecordedClient::process)
                    .containsExactly(365L, 762L);
        }

        @Test
        void may_use_an_address_again_once_a_job_is_done() {
            String job = """
                    a-1 [000] %d.000010: drm_sched_job: entity=00000000beef0001, id=%2$d, fence=0000000076f0d517, ring=gfx, job count:0, hw job count:0
                    a-1 [000] %1$d.000020: drm_run_job: entity=00000000beef0001, id=%2$d, fence=0000000076f0d517, ring=gfx, job count:0, hw job count:1
                    a-1 [000] %1$d.000030: drm_sched_process_job: fence=0000000076f0d517 signaled
                    """;

            Recording recording = Traces.recording(job.formatted(1, 5) + job.formatted(2, 6) + job.formatted(3, 7));

            assertThat(Traces.labels(recording)).containsExactly("id 5", "id 6", "id 7");
        }

        @Test
        void of_kernels_in_between_name_the_fence_in_brackets() {
            Recording recording = Traces.recording("""
                    a-1 [000] 1.000010: drm_sched_job: dev=0000:03:00.0, entity=0xffff1, id=5, fence=(context:31, seqno:9), ring=gfx_0.0.0, job count:0, hw job count:0, dependencies:{}
                    a-1 [000] 1.000020: drm_run_job: dev=0000:03:00.0, entity=0xffff1, id=5, fence=(context:31, seqno:9), ring=gfx_0.0.0, job count:0, hw job count:1
                    a-1 [000] 1.000030: drm_sched_process_job: fence=(context:31, seqno:9) signaled
                    """);

            assertThat(Traces.labels(recording)).containsExactly("31:9");
            assertThat(recording.rings()).containsExactly(new Recording.RecordedRing("0000:03:00.0", "gfx_0.0.0", 1));
        }
    }

    @Nested
    class Events_of_amdgpu {
        private static final String NEW = """
                a-1 [000] 1.000010: amdgpu_cs_ioctl: timeline=gfx_0.0.0, fence=31:9, ring_name=gfx_0.0.0, num_ibs=1
                a-1 [000] 1.000020: amdgpu_sched_run_job: timeline=gfx_0.0.0, fence=31:9, ring_name=gfx_0.0.0, num_ibs=1
                a-1 [000] 1.000025: dma_fence_signaled: driver=drm_sched timeline=gfx_0.0.0 context=30 seqno=9
                a-1 [000] 1.000029: dma_fence_signaled: driver=amdgpu timeline=gfx_0.0.0 context=31 seqno=9
                a-1 [000] 1.000030: dma_fence_signaled: driver=drm_sched timeline=gfx_0.0.0 context=31 seqno=9
                """;

        @Test
        void are_enough_if_the_scheduler_has_none() {
            Recording recording = Traces.recording(NEW);

            assertThat(recording.jobs())
                    .extracting(RecordedJob::label, RecordedJob::doneNanos)
                    .containsExactly(tuple("31:9", 1_000_030_000L));
        }

        @Test
        void do_not_count_beside_those_of_the_scheduler() {
            Recording recording = Traces.recording(NEW + Traces.SOUND);

            assertThat(Traces.labels(recording)).containsExactly("7:1", "9:1");
        }
    }

    @Test
    void rings_of_one_name_on_two_devices_are_two() {
        Recording recording = Traces.recording(Traces.SOUND
                + Traces.SOUND
                        .replace("01:00.0", "02:00.0")
                        .replace("fence=", "fence=1")
                        .replace("100.", "101."));

        assertThat(recording.rings())
                .extracting(Recording.RecordedRing::device)
                .containsExactly("0000:01:00.0", "0000:02:00.0");
        assertThat(recording.ringLabel(1)).isEqualTo("0000:02:00.0 gfx");
    }

    @Test
    void the_kernels_own_clients_are_known_by_their_ids() {
        Recording recording = Traces.recording(Traces.SOUND.replace("client_id:42", "client_id:18446744073709551614"));

        assertThat(recording.clients())
                .extracting(Recording.RecordedClient::isKernel)
                .containsExactly(true, false);
    }

    @Test
    void a_clock_may_count_from_1970() {
        Recording recording = Traces.recording(Traces.SOUND.replace("  100.", " 1764093600."));

        assertThat(recording.jobs().getFirst().queuedNanos()).isEqualTo(1_764_093_600_000_010_000L);
    }

    @Test
    void what_programs_wrote_is_kept() {
        Recording recording = Traces.recording("""
                app-1 [000] 99.000001: tracing_mark_write: frame 1 begins
                app-1 [000] 99.000002: print: tracing_mark_write: frame 2: begins
                app-1 [000] 99.000003: print: 0xffffffffa1b2c3d4: frame 3
                """ + Traces.SOUND);

        assertThat(recording.marks())
                .containsExactly(
                        new Recording.Mark(99_000_001_000L, "app", 1, "frame 1 begins"),
                        new Recording.Mark(99_000_002_000L, "app", 1, "frame 2: begins"),
                        new Recording.Mark(99_000_003_000L, "app", 1, "frame 3"));
    }

    @Test
    void headers_stacks_and_function_calls_are_counted_and_do_no_harm() {
        Recording recording = Traces.recording("""
                # tracer: nop
                #
                # entries-in-buffer/entries-written: 1917/2000   #P:4
                version = 6

                """ + Traces.SOUND + """
                          <idle>-0     [001]   100.000210: kernel_stack:         <stack trace >
                => drm_sched_job_done (ffffffffc0a1)
                <stack trace>
                          <idle>-0     [001] .....   100.000211: do_idle <-cpu_startup_entry
                """);

        assertThat(Traces.labels(recording)).containsExactly("7:1", "9:1");
        assertThat(Traces.skipped(recording, SkipCause.HEADER)).isEqualTo(5);
        assertThat(Traces.skipped(recording, SkipCause.BLANK)).isEqualTo(1);
        assertThat(Traces.skipped(recording, SkipCause.STACK_TRACE)).isEqualTo(2);
        assertThat(Traces.skipped(recording, SkipCause.OTHER_TRACER)).isEqualTo(1);
        assertThat(recording.report().lostEvents()).isEqualTo(83);
    }
}
