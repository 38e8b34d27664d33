package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.insight.Unfinished.Reason;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfinishedLogTest {
    private static final List<String> CLIENTS = List.of("app", "bad");
    private final JobLog jobs = new JobLog();
    private final UnfinishedLog log = new UnfinishedLog();

    private UnfinishedLogTest at(long nanos, Event... events) {
        for (Event each : events) {
            assertThat(each.nanos()).isEqualTo(nanos);
            jobs.accept(each);
            log.accept(each);
        }
        return this;
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

    private static Event signaled(long nanos, FenceName fence) {
        return new Event.FenceSignaled(nanos, fence, null);
    }

    private List<String> unfinished() {
        return log.of(jobs.jobs(), CLIENTS).stream()
                .map(each -> each.client() + " " + each.stage() + " " + each.reason() + " "
                        + each.jobs().size() + " since " + each.sinceNanos()
                        + (each.fence().isEmpty() ? "" : " " + each.fence()))
                .toList();
    }

    @Test
    void jobs_that_have_ended_are_left_out() {
        at(0, queued(0, 0, 0), run(0, 0, 0), submitted(0, 0));
        at(5, new Event.JobDone(5, 0), signaled(5, new FenceName.Finished(0)));

        assertThat(unfinished()).isEmpty();
    }

    @Test
    void the_ring_works_on_the_first_and_the_others_are_behind_it() {
        at(0, queued(0, 0, 1), run(0, 0, 1), submitted(0, 0));
        at(3, queued(3, 1, 0), run(3, 1, 0), submitted(3, 1));
        at(4, queued(4, 2, 0), queued(4, 3, 0));

        assertThat(unfinished())
                .containsExactly(
                        "bad RUNNING NOT_DONE 1 since 0",
                        "app ON_RING BEHIND_OTHERS 1 since 3",
                        "app QUEUED CREDITS 2 since 4");
    }

    @Test
    void the_next_one_runs_from_the_end_of_the_one_before() {
        at(0, queued(0, 0, 1), run(0, 0, 1), submitted(0, 0), queued(0, 1, 0), run(0, 1, 0), submitted(0, 1));
        at(7, new Event.JobDone(7, 0), signaled(7, new FenceName.Finished(0)));

        assertThat(unfinished()).containsExactly("app RUNNING NOT_DONE 1 since 7");
    }

    @Test
    void a_job_that_the_hardware_refused_does_not_stand_in_the_way_of_others() {
        at(0, queued(0, 0, 1), run(0, 0, 1), new Event.JobSubmitted(0, 0, 0, Launch.Accepted.NOTHING));
        at(1, queued(1, 1, 0), run(1, 1, 0), submitted(1, 1));

        assertThat(unfinished()).contains("app RUNNING NOT_DONE 1 since 1");
    }

    @Test
    void the_fence_of_the_first_holds_back_all_of_its_entity() {
        FenceName never = new FenceName.External("x0");
        at(0, queued(0, 0, 0), new Event.DependencyAdded(0, 0, never), queued(0, 1, 0));

        assertThat(unfinished()).containsExactly("app QUEUED FENCE 2 since 0 x0");

        at(1, signaled(1, never));
        assertThat(unfinished()).containsExactly("app QUEUED CREDITS 2 since 0");
    }

    @Test
    void a_job_may_wait_for_the_start_or_the_end_of_another() {
        at(0, queued(0, 0, 1), run(0, 0, 1), submitted(0, 0));
        at(1, queued(1, 1, 0), new Event.DependencyAdded(1, 1, new FenceName.Scheduled(0)));
        assertThat(unfinished()).contains("app QUEUED CREDITS 1 since 1");

        at(2, new Event.DependencyAdded(2, 1, new FenceName.Finished(0)));
        assertThat(unfinished()).contains("app QUEUED FENCE 1 since 1 j0");
    }

    @Test
    void a_pause_holds_back_what_is_queued() {
        at(0, new Event.SubmissionPaused(0, 0), queued(0, 0, 0));
        assertThat(unfinished()).containsExactly("app QUEUED PAUSED 1 since 0");

        at(1, new Event.SubmissionResumed(1, 0));
        assertThat(unfinished()).containsExactly("app QUEUED CREDITS 1 since 0");
    }

    @Test
    void a_device_that_is_gone_stops_what_runs_and_holds_back_the_rest() {
        at(0, queued(0, 0, 1), run(0, 0, 1), submitted(0, 0), queued(0, 1, 0));
        at(9, new Event.TimedOut(9, 0, 0, Verdict.ENODEV));

        assertThat(log.goneSinceNanos(0)).isEqualTo(9);
        assertThat(unfinished())
                .containsExactly("bad STOPPED DEVICE_GONE 1 since 9", "app QUEUED DEVICE_GONE 1 since 0");
        assertThat(jobs.jobs().getFirst().busyUntilNanos(100)).isEqualTo(9);
        assertThat(jobs.jobs().getFirst().stage()).isEqualTo(JobStage.STOPPED);
        assertThat(log.of(jobs.jobs(), CLIENTS)).map(Unfinished::reason).containsOnly(Reason.DEVICE_GONE);
    }
}
