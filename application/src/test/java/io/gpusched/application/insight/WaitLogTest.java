package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.RingKind;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WaitLogTest {
    private static final FenceName VBLANK = new FenceName.External("vblank");

    private static WaitLog log(int limit, Event... events) {
        WaitLog log = new WaitLog(List.of(limit), List.of(RingKind.SERIAL));
        for (Event each : events) {
            log.accept(each);
        }
        return log;
    }

    private static List<WaitPart> parts(WaitLog log, int place) {
        return log.waits().get(place).parts();
    }

    private static Event queued(long nanos, long job, int entity) {
        return new Event.JobQueued(nanos, job, entity, 0, 0, 0, 1);
    }

    private static Event run(long nanos, long job, int entity) {
        return new Event.JobRun(nanos, job, entity, 0, 0, 1, 1, null);
    }

    private static Event submitted(long nanos, long job) {
        return new Event.JobSubmitted(nanos, job, 0, Launch.Accepted.RUNNING);
    }

    private static Event done(long nanos, long job) {
        return new Event.JobDone(nanos, job);
    }

    private static Event finished(long nanos, long job) {
        return new Event.FenceSignaled(nanos, new FenceName.Finished(job), null);
    }

    @Test
    void a_job_that_runs_at_once_waits_for_the_ring_only() {
        WaitLog log = log(1, queued(5, 0, 0), run(5, 0, 0), submitted(5, 0), done(9, 0), finished(9, 0));

        assertThat(parts(log, 0)).containsExactly(new WaitPart.Running(5, 9));
    }

    @Test
    void a_job_that_ends_when_it_is_queued_waits_for_nothing() {
        WaitLog log = log(1, queued(5, 0, 0), run(5, 0, 0), submitted(5, 0), done(5, 0), finished(5, 0));

        assertThat(parts(log, 0)).isEmpty();
        assertThat(log.waits().getFirst().nanos()).isZero();
    }

    @Test
    void a_job_that_runs_and_ends_in_one_moment_has_waited_for_the_credits() {
        WaitLog log = log(
                1,
                queued(0, 0, 0),
                run(0, 0, 0),
                submitted(0, 0),
                queued(2, 1, 1),
                done(7, 0),
                finished(7, 0),
                run(7, 1, 1),
                submitted(7, 1),
                done(7, 1),
                finished(7, 1));

        assertThat(parts(log, 1)).containsExactly(new WaitPart.Credits(2, 7, List.of(0L), 1));
    }

    @Test
    void a_job_waits_behind_its_own_then_for_its_fence_then_for_the_ring() {
        WaitLog log = log(
                2,
                queued(0, 0, 0),
                new Event.DependencyAdded(0, 0, VBLANK),
                queued(1, 1, 0),
                new Event.FenceSignaled(4, VBLANK, null),
                run(4, 0, 0),
                submitted(4, 0),
                run(4, 1, 0),
                submitted(4, 1),
                done(6, 0),
                finished(6, 0),
                done(9, 1),
                finished(9, 1));

        assertThat(parts(log, 0)).containsExactly(new WaitPart.Dependency(0, 4, VBLANK), new WaitPart.Running(4, 6));
        assertThat(parts(log, 1))
                .containsExactly(
                        new WaitPart.BehindOwn(1, 4, 0, 1),
                        new WaitPart.OnRing(4, 6, List.of(0L)),
                        new WaitPart.Running(6, 9));
    }

    @Nested
    class Of_a_job_that_does_not_end {
        private final WaitLog hang =
                log(1, queued(0, 0, 0), run(0, 0, 0), submitted(0, 0), queued(2, 1, 1), queued(3, 2, 1));

        @Test
        void the_wait_lasts_until_the_last_event() {
            assertThat(parts(hang, 0)).containsExactly(new WaitPart.Running(0, 3));
        }

        @Test
        void the_wait_lasts_until_the_end_of_the_run_if_that_is_known() {
            assertThat(hang.waitsUntil(50))
                    .map(Wait::parts)
                    .containsExactly(
                            List.of(new WaitPart.Running(0, 50)),
                            List.of(new WaitPart.Credits(2, 50, List.of(0L), 1)),
                            List.of(new WaitPart.BehindOwn(3, 50, 1, 1)));
        }

        @Test
        void the_end_of_a_run_is_not_before_its_last_event() {
            assertThat(hang.waitsUntil(1)).isEqualTo(hang.waits());
        }

        @Test
        void whatever_it_waited_for_ends_when_the_device_is_gone() {
            hang.accept(new Event.TimedOut(10, 0, 0, Verdict.ENODEV));
            hang.accept(queued(20, 3, 1));

            assertThat(hang.waitsUntil(50))
                    .map(Wait::parts)
                    .containsExactly(
                            List.of(new WaitPart.Running(0, 10), new WaitPart.Gone(10, 50)),
                            List.of(new WaitPart.Credits(2, 10, List.of(0L), 1), new WaitPart.Gone(10, 50)),
                            List.of(new WaitPart.BehindOwn(3, 10, 1, 1), new WaitPart.Gone(10, 50)),
                            List.of(new WaitPart.Gone(20, 50)));
        }
    }
}
