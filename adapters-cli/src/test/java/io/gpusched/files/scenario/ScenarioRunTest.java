package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.scenario.Scenarios.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenarios do what they say when they are played. */
class ScenarioRunTest {
    private static final long MILLI = 1_000_000;

    private static Run play(String text) {
        return Scenarios.play(Scenarios.read(text));
    }

    private static List<Long> queuedMillis(Run run, int entity) {
        return run.jobsOf(entity).stream().map(job -> job.queuedNanos() / MILLI).toList();
    }

    @Test
    void a_closed_loop_waits_for_the_last_job_of_its_round_and_then_for_its_pause() {
        Run run = play("""
                duration: 100ms
                rings: [{name: r}]
                entities: [{name: e}]
                clients: [{entity: e, start: 1ms, closed: {pause: 10ms}, jobs: [{duration: 5ms}, {duration: 15ms}]}]
                """);

        assertThat(queuedMillis(run, 0)).containsExactly(1L, 1L, 31L, 31L, 61L, 61L, 91L, 91L);
    }

    @Test
    void a_closed_loop_that_has_to_wait_begins_its_next_round_later() {
        Run run = play("""
                duration: 100ms
                rings: [{name: r}]
                entities: [{name: e}, {name: other}]
                clients:
                  - {entity: other, jobs: [{duration: 30ms}]}
                  - {entity: e, closed: {pause: 10ms}, jobs: [{duration: 20ms}]}
                """);

        assertThat(queuedMillis(run, 0)).containsExactly(0L, 60L, 90L);
    }

    @Test
    void an_open_loop_goes_on_whatever_becomes_of_its_jobs() {
        Run run = play("""
                duration: 100ms
                rings: [{name: r}]
                entities: [{name: e}]
                clients: [{entity: e, open: {every: 40ms}, jobs: [{duration: 500ms}]}]
                """);

        assertThat(queuedMillis(run, 0)).containsExactly(0L, 40L, 80L);
        assertThat(run.client("e").left()).isEqualTo(3);
    }

    @Test
    void a_job_runs_after_those_that_it_waits_for_on_another_ring() {
        Run run = play("""
                rings: [{name: a}, {name: b}]
                fences: [x]
                entities: [{name: e, rings: a}, {name: f, rings: b}]
                clients:
                  - entity: f
                    jobs:
                      - {name: first, entity: e, duration: 3ms}
                      - {duration: 1ms, after: first}
                      - {duration: 1ms, after: x}
                events: [{at: 7ms, signal: {fence: x}}]
                """);

        assertThat(run.jobs()).extracting(job -> job.runNanos() / MILLI).containsExactly(0L, 3L, 7L);
    }

    @Test
    void faults_end_jobs_as_they_say() {
        Run run = play("""
                rings: [{name: r, timeout: 10ms, on_timeout: signal}]
                entities: [{name: e}]
                clients:
                  - entity: e
                    jobs: [{count: 4, duration: 1ms}]
                    faults: [{job: 1, hangs: 1}, {job: 2, run_error: ENOMEM}, {job: 3, hw_error: EIO}]
                """);

        assertThat(run.jobs())
                .extracting(JobTimes::error)
                .containsExactly(Errno.ETIMEDOUT, new Errno(12), Errno.EIO, null);
        assertThat(run.jobs()).extracting(job -> job.finishedNanos() / MILLI).containsExactly(10L, 10L, 11L, 12L);
    }

    @Test
    void rings_of_one_scenario_may_have_different_policies() {
        Run run = play("""
                policy: fifo
                rings: [{name: r, policy: rr}, {name: s}]
                entities: [{name: a, rings: r}, {name: b, rings: r}, {name: c, rings: s}, {name: d, rings: s}]
                clients:
                  - {entity: a, jobs: [{count: 3, duration: 1ms}]}
                  - {entity: b, jobs: [{count: 3, duration: 1ms}]}
                  - {entity: c, jobs: [{count: 3, duration: 1ms}]}
                  - {entity: d, start: 1us, jobs: [{count: 3, duration: 1ms}]}
                """);

        assertThat(run.jobsOf(1)).extracting(job -> job.runNanos() / MILLI).containsExactly(2L, 4L, 5L);
        assertThat(run.jobsOf(3)).extracting(job -> job.runNanos() / MILLI).containsExactly(3L, 4L, 5L);
    }

    @Test
    void a_ring_may_be_torn_down_in_the_middle_of_it_all() {
        Run run = play("""
                duration: 50ms
                rings: [{name: r, count: 2}]
                entities: [{name: e, rings: r0}, {name: f, rings: r1}]
                clients:
                  - {entity: e, open: {every: 2ms}, jobs: [{duration: 3ms}]}
                  - {entity: f, open: {every: 2ms}, jobs: [{duration: 1ms}]}
                events:
                  - {at: 20ms, close: e}
                  - {at: 20ms, teardown: r0}
                """);

        assertThat(run.jobsOf(0)).noneMatch(job -> job.runNanos() > 20 * MILLI && job.runNanos() != Nanos.NEVER);
        assertThat(run.client("f").done()).isEqualTo(25);
    }
}
