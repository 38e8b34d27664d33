package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.ReadingReport.CutOffCause;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IncompleteJobsTest {
    private static String queue(int cpu, int micros, String fence) {
        return line(
                cpu,
                micros,
                "drm_sched_job_queue: dev=d, fence=" + fence + ", ring=gfx, job count:0, hw job count:0, client_id:1");
    }

    private static String run(int cpu, int micros, String fence) {
        return line(
                cpu,
                micros,
                "drm_sched_job_run: dev=d, fence=" + fence + ", ring=gfx, job count:0, hw job count:1, client_id:1");
    }

    private static String done(int cpu, int micros, String fence) {
        return line(cpu, micros, "drm_sched_job_done: fence=" + fence + " signaled");
    }

    private static String job(int cpu, int micros, String fence) {
        return queue(cpu, micros, fence) + run(cpu, micros + 1, fence) + done(cpu, micros + 2, fence);
    }

    private static String line(int cpu, int micros, String event) {
        return "app-1 [%03d] 5.%06d: %s%n".formatted(cpu, micros, event);
    }

    private static void assertCutOff(Recording recording, CutOffCause cause, long count, String first) {
        assertThat(recording.report().cutOff())
                .singleElement()
                .satisfies(cut -> assertThat(cut.cause()).isEqualTo(cause))
                .satisfies(cut -> assertThat(cut.count()).isEqualTo(count))
                .satisfies(cut -> assertThat(cut.first()).isEqualTo(first));
    }

    @Nested
    class At_the_start {
        @Test
        void a_job_whose_queueing_was_not_seen_is_told() {
            Recording recording =
                    Traces.recording(done(0, 10, "7:1") + run(0, 11, "7:2") + done(0, 12, "7:2") + job(0, 20, "7:3"));

            assertThat(Traces.labels(recording)).containsExactly("7:3");
            assertCutOff(recording, CutOffCause.NOT_SEEN_QUEUED, 2, "7:1");
        }

        @Test
        void its_end_is_still_when_the_hardware_could_begin_with_the_next() {
            Recording recording = Traces.recording(run(0, 5, "7:1")
                    + queue(0, 10, "9:1")
                    + run(0, 11, "9:1")
                    + done(0, 30, "7:1")
                    + done(0, 50, "9:1"));

            assertThat(recording.jobs()).extracting(RecordedJob::serialNanos).containsExactly(20_000L);
        }

        @Test
        void the_end_of_a_job_of_a_known_entity_counts_too() {
            Recording recording = Traces.recording(queue(0, 10, "9:1")
                    + run(0, 11, "9:1")
                    + done(0, 30, "7:1")
                    + done(0, 50, "9:1")
                    + job(0, 60, "7:2"));

            assertThat(recording.jobs()).extracting(RecordedJob::serialNanos).containsExactly(20_000L, 1_000L);
        }

        @Test
        void an_end_at_an_unknown_address_is_told_without_an_id() {
            Recording recording = Traces.recording(line(
                            0, 1, "drm_sched_process_job: fence=0xffff91cb2a000000 signaled")
                    + line(0, 2, "drm_sched_job: entity=0x1, id=4, fence=0x2, ring=gfx, job count:0, hw job count:0")
                    + line(0, 3, "drm_run_job: entity=0x1, id=4, fence=0x2, ring=gfx, job count:0, hw job count:1")
                    + line(0, 4, "drm_sched_process_job: fence=0x2 signaled"));

            assertThat(Traces.labels(recording)).containsExactly("id 4");
            assertCutOff(recording, CutOffCause.NOT_SEEN_QUEUED, 1, "fence 0xffff91cb2a000000");
        }
    }

    @Nested
    class At_the_end {
        @Test
        void jobs_that_wait_or_are_on_the_hardware_are_told() {
            Recording recording =
                    Traces.recording(job(0, 10, "7:1") + queue(0, 20, "7:2") + run(0, 21, "7:2") + queue(0, 22, "7:3"));

            assertThat(Traces.labels(recording)).containsExactly("7:1");
            assertCutOff(recording, CutOffCause.NOT_DONE_AT_THE_END, 2, "7:2");
        }
    }

    @Nested
    class In_the_middle {
        @Test
        void a_job_that_was_overtaken_by_later_ones_has_lost_events() {
            Recording recording = Traces.recording(job(0, 10, "7:1")
                    + "CPU:0 [LOST 3 EVENTS]\n"
                    + queue(0, 20, "7:2")
                    + job(0, 30, "7:3")
                    + run(0, 40, "7:4")
                    + done(0, 41, "7:4")
                    + job(0, 50, "7:5"));

            assertThat(Traces.labels(recording)).containsExactly("7:1", "7:3", "7:5");
            assertCutOff(recording, CutOffCause.EVENT_LOST, 2, "7:2");
        }

        @Test
        void an_address_that_is_used_again_before_its_job_was_seen_done_starts_a_new_job() {
            String old = "drm_sched_job: entity=0x1, id=%d, fence=0x2, ring=gfx, job count:0, hw job count:0";
            String run = "drm_run_job: entity=0x1, id=%d, fence=0x2, ring=gfx, job count:0, hw job count:1";

            Recording recording = Traces.recording(line(0, 1, old.formatted(4))
                    + line(0, 2, run.formatted(4))
                    + line(0, 3, old.formatted(5))
                    + line(0, 4, run.formatted(5))
                    + line(0, 5, "drm_sched_process_job: fence=0x2 signaled"));

            assertThat(Traces.labels(recording)).containsExactly("id 5");
            assertCutOff(recording, CutOffCause.EVENT_LOST, 1, "id 4");
        }
    }

    @Nested
    class Of_cpus_that_begin_later {
        @Test
        void nothing_before_the_last_mark_of_a_buffers_start_is_taken() {
            Recording recording = Traces.recording("##### CPU 0 buffer started ####\n"
                    + job(0, 10, "7:1")
                    + "##### CPU 1 buffer started ####\n"
                    + queue(1, 20, "7:2")
                    + run(0, 21, "7:2")
                    + done(1, 22, "7:2"));

            assertThat(Traces.labels(recording)).containsExactly("7:2");
            assertThat(recording.report().completeFromNanos()).isEqualTo(5_000_020_000L);
            assertCutOff(recording, CutOffCause.BEFORE_ALL_CPUS, 1, "7:1");
        }

        @Test
        void whole_jobs_are_left_out_while_others_have_lost_events() {
            Recording recording = Traces.recording(job(0, 10, "7:1")
                    + queue(0, 20, "7:2")
                    + run(0, 25, "7:2")
                    + job(0, 30, "7:3")
                    + job(1, 40, "7:4"));

            assertThat(Traces.labels(recording)).containsExactly("7:3", "7:4");
            assertCutOff(recording, CutOffCause.BEFORE_ALL_CPUS, 2, "7:1");
        }

        @Test
        void a_cpu_that_was_only_idle_costs_nothing() {
            Recording recording = Traces.recording(job(0, 10, "7:1") + job(0, 20, "7:2") + job(1, 30, "7:3"));

            assertThat(Traces.labels(recording)).containsExactly("7:1", "7:2", "7:3");
            assertThat(recording.report().cutOff()).isEmpty();
        }
    }

    @Nested
    class Told_out_of_order {
        @Test
        void events_of_cpus_whose_clocks_differ_a_little_make_one_job() {
            Recording recording =
                    Traces.recording(run(1, 12, "7:1") + queue(0, 10, "7:1") + done(1, 30, "7:1") + job(0, 40, "7:2"));

            assertThat(Traces.labels(recording)).containsExactly("7:1", "7:2");
            assertThat(recording.report().clockInversions()).isEqualTo(1);
            assertThat(recording.report().largestInversionNanos()).isEqualTo(2_000);
        }

        @Test
        void times_of_a_job_that_fall_are_straightened() {
            Recording recording = Traces.recording(queue(0, 10, "7:1") + run(1, 8, "7:1") + done(1, 30, "7:1"));

            assertThat(recording.jobs())
                    .singleElement()
                    .satisfies(job -> assertThat(job.runNanos()).isEqualTo(job.queuedNanos()));
        }
    }
}
