package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.RecordedDependency;
import io.gpusched.application.recording.RecordedDependency.Finished;
import io.gpusched.application.recording.RecordedDependency.Outside;
import io.gpusched.application.recording.RecordedDependency.Scheduled;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    /** What the second job, Xorg's, waits for, given lines that follow its queueing. */
    private static List<RecordedDependency> dependencies(String... afterQueue) {
        StringBuilder text = new StringBuilder();
        Traces.SOUND.lines().forEach(line -> {
            text.append(line).append('\n');
            if (line.contains("job_queue") && line.contains("fence=9:1")) {
                for (String each : afterQueue) {
                    text.append("Xorg-2000 [001] 100.000110: ").append(each).append('\n');
                }
            }
        });
        return Traces.recording(text.toString()).jobs().get(1).dependencies();
    }

    @Nested
    class New_traces {
        @Test
        void name_the_finished_fence_of_a_job() {
            assertThat(dependencies("drm_sched_job_add_dep: fence=9:1 depends on fence=7:1"))
                    .containsExactly(new Finished(0));
        }

        @Test
        void name_the_scheduled_fence_by_the_context_before() {
            assertThat(dependencies("drm_sched_job_add_dep: fence=9:1 depends on fence=6:1"))
                    .containsExactly(new Scheduled(0));
        }

        @Test
        void name_jobs_that_are_queued_later_in_the_file_too() {
            String before =
                    "a-1 [000] 99.000001: drm_sched_job_queue: dev=d, fence=3:1, ring=x, job count:0, hw job count:0\n"
                            + "a-1 [000] 99.000001: drm_sched_job_add_dep: fence=3:1 depends on fence=7:1\n"
                            + "a-1 [000] 99.000002: drm_sched_job_run: dev=d, fence=3:1, ring=x, job count:0, hw job count:1\n"
                            + "a-1 [000] 99.000003: drm_sched_job_done: fence=3:1 signaled\n";

            assertThat(Traces.recording(before + Traces.SOUND).jobs().getFirst().dependencies())
                    .containsExactly(new Finished(1));
        }

        @Test
        void leave_out_what_waits_for_nobody() {
            assertThat(dependencies(
                            "drm_sched_job_add_dep: fence=9:1 depends on fence=0:0",
                            "drm_sched_job_add_dep: fence=9:1 depends on fence=9:0",
                            "drm_sched_job_add_dep: fence=9:1 depends on fence=8:0"))
                    .isEmpty();
        }

        @Test
        void name_fences_of_others_which_may_be_seen_to_signal() {
            assertThat(dependencies(
                            "drm_sched_job_add_dep: fence=9:1 depends on fence=500:3",
                            "drm_sched_job_add_dep: fence=9:1 depends on fence=600:4",
                            "drm_sched_job_unschedulable: fence=9:1 depends on unsignalled fence=500:3",
                            "dma_fence_signaled: driver=i915 timeline=x context=500 seqno=3"))
                    .containsExactly(
                            new Outside("500:3", 100_000_110_000L, true),
                            new Outside("600:4", Outside.NOT_SEEN, false));
        }

        @Test
        void may_come_before_the_job_is_queued() {
            String early = "Xorg-2000 [001] 100.000001: drm_sched_job_add_dep: fence=9:1 depends on fence=7:1\n";

            assertThat(Traces.recording(early + Traces.SOUND).jobs().get(1).dependencies())
                    .containsExactly(new Finished(0));
        }

        @Test
        void may_be_raw() {
            assertThat(dependencies(
                            "drm_sched_job_add_dep:  fence_context=9 fence_seqno=1 ctx=7 seqno=1",
                            "drm_sched_job_unschedulable:  fence_context=9 fence_seqno=1 ctx=600 seqno=4"))
                    .containsExactly(new Finished(0), new Outside("600:4", Outside.NOT_SEEN, true));
        }
    }

    @Nested
    class Old_traces {
        private static final String WAIT =
                "b-2 [000] 1.000013: drm_sched_job_wait_dep: job ring=gfx, id=6, depends fence=%s, context=%d, seq=%d%n";

        private static List<RecordedDependency> dependencies(String wait) {
            return Traces.recording("""
                            a-1 [000] 1.000010: drm_sched_job: entity=0x1, id=5, fence=0xa0, ring=gfx, job count:0, hw job count:0
                            a-1 [000] 1.000011: drm_run_job: entity=0x1, id=5, fence=0xa0, ring=gfx, job count:0, hw job count:1
                            b-2 [000] 1.000012: drm_sched_job: entity=0x2, id=6, fence=0xb0, ring=gfx, job count:0, hw job count:1
                            """ + wait + """
                            a-1 [000] 1.000014: drm_sched_process_job: fence=0xa0 signaled
                            b-2 [000] 1.000015: drm_run_job: entity=0x2, id=6, fence=0xb0, ring=gfx, job count:0, hw job count:1
                            b-2 [000] 1.000016: drm_sched_process_job: fence=0xb0 signaled
                            """).jobs().get(1).dependencies();
        }

        @Test
        void name_the_fence_by_the_address_that_it_has_then() {
            assertThat(dependencies(WAIT.formatted("0xa0", 77, 1))).containsExactly(new Finished(0));
        }

        @Test
        void may_name_a_fence_of_others() {
            assertThat(dependencies(WAIT.formatted("0xff", 77, 1)))
                    .containsExactly(new Outside("77:1", Outside.NOT_SEEN, true));
        }

        @Test
        void name_no_job_by_an_address_that_it_no_longer_has() {
            String done = "a-1 [000] 1.000013: drm_sched_process_job: fence=0xa0 signaled\n";

            assertThat(dependencies(done + WAIT.formatted("0xa0", 77, 1)))
                    .containsExactly(new Outside("77:1", Outside.NOT_SEEN, true));
        }

        @Test
        void tell_a_wait_as_often_as_the_job_is_looked_at() {
            assertThat(dependencies(WAIT.formatted("0xa0", 77, 1).repeat(2))).containsExactly(new Finished(0));
        }
    }
}
