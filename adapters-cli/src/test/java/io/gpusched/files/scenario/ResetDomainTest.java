package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Outage;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.ResetDomain;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.scenario.Scenarios.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link ResetDomain}, played by scenarios. */
final class ResetDomainTest {
    private static final long MS = 1_000_000;
    private static final String TWO_RINGS = """
            rings:
              - {name: bin, timeout: 50ms}
              - {name: render, timeout: 50ms}
            entities: [{name: bad, rings: bin}, {name: innocent, rings: render}]
            """;
    private static final String ONE_HANG = """
            clients:
              - {entity: bad, jobs: [{duration: 1ms}], faults: [{job: 1, hangs: 1}]}
              - {entity: innocent, start: 40ms, jobs: [{duration: 20ms}, {duration: 3ms}]}
            """;
    private static final String FIVE_HANGS = """
            clients:
              - {entity: bad, open: {every: 100ms, rounds: 5}, jobs: [{duration: 1ms}], faults: [{probability: 1, hangs: 1}]}
              - {entity: innocent, start: 10ms, open: {every: 100ms, rounds: 5}, jobs: [{duration: 1ms}]}
            """;

    private static Run play(String recovery, String clients) {
        return Scenarios.play(Scenarios.read(
                TWO_RINGS + "recovery: [{name: gpu, rings: [bin, render], " + recovery + "}]\n" + clients));
    }

    private static List<RecoveryStage> stages(Run run, int ring) {
        return run.events().stream()
                .filter(each -> each instanceof Event.RingRecovery it && it.scheduler() == ring)
                .map(each -> ((Event.RingRecovery) each).stage())
                .toList();
    }

    private static List<Long> done(Run run, int entity) {
        return run.jobsOf(entity).stream().map(JobTimes::doneNanos).toList();
    }

    @Test
    void a_reset_of_the_device_hits_all_rings_and_the_innocent_run_again() {
        Run run = play("steps: [{step: reset_device, time: 200ms}]", ONE_HANG);

        assertThat(run.jobsOf(0)).map(JobTimes::error).containsExactly(Errno.ECANCELED);
        assertThat(done(run, 0)).containsExactly(250 * MS);
        assertThat(run.jobsOf(1)).allMatch(JobTimes::isWell);
        assertThat(done(run, 1)).containsExactly(270 * MS, 273 * MS);
        assertThat(run.report().outages())
                .contains(
                        new Outage(0, Outage.Kind.HUNG, null, 0, 50 * MS, 0),
                        new Outage(
                                1,
                                Outage.Kind.RECOVERY,
                                new RecoveryStage(Rung.RESET_DEVICE, Progress.SUCCEEDED),
                                50 * MS,
                                250 * MS,
                                Outage.NO_JOB));
    }

    @Test
    void a_reset_of_one_ring_leaves_the_others_alone() {
        Run run = play("steps: [{step: reset_ring, time: 200ms}]", ONE_HANG);

        assertThat(done(run, 1)).containsExactly(60 * MS, 63 * MS);
        assertThat(stages(run, 1)).isEmpty();
    }

    @Test
    void a_job_that_is_cancelled_takes_nobody_with_it() {
        Run run = play("steps: [{step: cancel_job, time: 5ms}]", ONE_HANG + """
                  - {entity: bad, start: 1ms, jobs: [{duration: 2ms}]}
                """);

        assertThat(run.jobsOf(0)).map(JobTimes::error).startsWith(Errno.ETIMEDOUT);
        assertThat(done(run, 0)).startsWith(55 * MS);
        assertThat(done(run, 1)).containsExactly(60 * MS, 63 * MS);
    }

    @Test
    void each_step_is_tried_until_one_helps_and_takes_its_time() {
        Run run = play(
                "steps: [{step: cancel_job, time: 1ms, fails: always}, {step: reset_ring, time: 10ms, fails: 1},"
                        + " {step: reset_device, time: 100ms}]",
                ONE_HANG);

        assertThat(stages(run, 0))
                .containsExactly(
                        new RecoveryStage(Rung.CANCEL_JOB, Progress.BEGUN),
                        new RecoveryStage(Rung.CANCEL_JOB, Progress.FAILED),
                        new RecoveryStage(Rung.RESET_RING, Progress.BEGUN),
                        new RecoveryStage(Rung.RESET_RING, Progress.FAILED),
                        new RecoveryStage(Rung.RESET_DEVICE, Progress.BEGUN),
                        new RecoveryStage(Rung.RESET_DEVICE, Progress.SUCCEEDED));
        assertThat(done(run, 0)).containsExactly(161 * MS);
        assertThat(done(run, 1)).first().isEqualTo(60 * MS);
    }

    @Test
    void what_was_queued_before_the_contents_were_lost_does_not_run() {
        Run run = play("steps: [{step: reset_device, time: 100ms, loses_contents: true}]", ONE_HANG + """
                  - {entity: innocent, start: 60ms, jobs: [{duration: 1ms}]}
                  - {entity: innocent, start: 151ms, jobs: [{duration: 1ms}]}
                """);

        assertThat(run.jobsOf(1))
                .map(JobTimes::error)
                .containsExactly(Errno.ECANCELED, Errno.ECANCELED, Errno.ECANCELED, null);
    }

    @Test
    void without_a_guilty_flag_a_client_goes_on_and_hangs_again() {
        Run guilty = play("steps: [{step: reset_device}]", FIVE_HANGS);
        Run run = play("steps: [{step: reset_device}], guilty_flag: false", FIVE_HANGS);

        assertThat(guilty.report().timeouts()).isEqualTo(1);
        assertThat(run.report().timeouts()).isEqualTo(5);
        assertThat(run.jobsOf(0)).allMatch(job -> Errno.ECANCELED.equals(job.error()));
        assertThat(run.jobsOf(1)).allMatch(JobTimes::isWell);
    }

    @Test
    void blame_ends_some_time_after_the_last_hang() {
        Run run = play("steps: [{step: reset_ring}], forgiven_after: 120ms", FIVE_HANGS);

        // The hangs of 0 and 200 ms are blamed at 50 and 250 ms; the jobs of 100 and 300 ms are cancelled, that of 400
        // ms is not.
        assertThat(run.report().timeouts()).isEqualTo(3);
        assertThat(run.events())
                .filteredOn(each -> each instanceof Event.EntityForgiven)
                .map(Event::nanos)
                .startsWith(170 * MS, 370 * MS);
    }

    @Test
    void a_job_that_makes_progress_is_no_hang() {
        String slow = """
                clients:
                  - {entity: bad, jobs: [{duration: 180ms}]}
                  - {entity: innocent, jobs: [{duration: 1ms}], faults: [{job: 1, hangs: 1}]}
                """;

        Run run = play("steps: [{step: reset_ring}], progress_counts: true", slow);

        assertThat(done(run, 0)).containsExactly(180 * MS);
        assertThat(run.jobsOf(0)).allMatch(JobTimes::isWell);
        assertThat(stages(run, 0)).isEmpty();
        assertThat(run.jobsOf(1)).map(JobTimes::error).containsExactly(Errno.ECANCELED);
    }

    @Test
    void a_device_that_is_gone_ends_every_job_until_it_is_back() {
        Run run = play("steps: [{step: reset_ring, fails: always}], back_after: 200ms", ONE_HANG + """
                  - {entity: innocent, start: 100ms, jobs: [{duration: 1ms}]}
                  - {entity: innocent, start: 300ms, jobs: [{duration: 1ms}]}
                """);

        assertThat(run.jobsOf(0)).map(JobTimes::error).containsExactly(Errno.ENODEV);
        assertThat(run.jobsOf(1)).map(JobTimes::error).containsExactly(Errno.ENODEV, Errno.ENODEV, Errno.ENODEV, null);
        assertThat(run.report().unfinished()).isEmpty();
        assertThat(run.report().goneSinceNanos(0)).isEqualTo(Nanos.NEVER);
        assertThat(run.report().outages())
                .anyMatch(each -> each.ring() == 1 && each.kind() == Outage.Kind.GONE && each.nanos() == 200 * MS);
    }

    @Test
    void without_resubmission_what_was_on_the_rings_is_cancelled() {
        Run run = play("steps: [{step: reset_device}], resubmit: false", ONE_HANG);

        assertThat(run.jobsOf(1)).map(JobTimes::error).containsExactly(Errno.ECANCELED, null);
    }

    @Test
    void a_second_ring_that_hangs_meanwhile_is_looked_at_after_its_next_timeout() {
        Run run = play("steps: [{step: reset_ring, time: 30ms}]", """
                clients:
                  - {entity: bad, jobs: [{duration: 1ms}], faults: [{job: 1, hangs: 1}]}
                  - {entity: innocent, start: 10ms, jobs: [{duration: 1ms}], faults: [{job: 1, hangs: 1}]}
                """);

        assertThat(run.report().outages())
                .filteredOn(each -> each.kind() == Outage.Kind.HUNG)
                .map(Outage::toNanos)
                .containsExactly(50 * MS, 110 * MS);
    }

    @Test
    void an_event_does_not_start_a_ring_that_a_recovery_has_stopped() {
        Run run = play("steps: [{step: reset_device, time: 200ms}]", ONE_HANG + """
                  - {entity: innocent, start: 100ms, jobs: [{duration: 1ms}]}
                events: [{at: 60ms, start: [bin, render]}]
                """);

        assertThat(done(run, 1)).containsExactly(270 * MS, 273 * MS, 274 * MS);
    }

    @Test
    void a_scheduler_that_is_destroyed_meanwhile_ends_its_jobs() {
        Run run = play("steps: [{step: reset_device, time: 200ms}]", ONE_HANG + """
                events: [{at: 60ms, close: [innocent]}, {at: 60ms, teardown: render}]
                """);

        assertThat(run.jobsOf(1)).map(JobTimes::error).first().isEqualTo(Errno.ECANCELED);
        assertThat(run.report().unfinished()).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused_with_its_place() {
        assertThat(Scenarios.problems(TWO_RINGS + """
                recovery:
                  - {name: a, rings: bin, steps: [{step: reset_device}, {step: reset_ring}]}
                  - {name: a, rings: [bin, render], steps: [{step: device_gone, time: 1s}]}
                """))
                .satisfiesExactly(
                        each -> assertThat(each).contains(":6:").contains("no less than the one before it"),
                        each -> assertThat(each).contains(":7:").contains("already a reset domain 'a'"),
                        each -> assertThat(each).contains(":7:").contains("is in a reset domain already"),
                        each -> assertThat(each).contains(":7:").contains("a device is gone at once"));
        assertThat(Scenarios.problems("""
                rings: [{name: gfx, on_timeout: reset}]
                recovery: [{name: a, rings: gfx, steps: [{step: reset, fails: often}]}]
                entities: [{name: app}]
                """))
                .anyMatch(each -> each.contains("has 'on_timeout'"))
                .anyMatch(each -> each.contains("'fails' is 'often'"))
                .anyMatch(each -> each.contains("'step' is 'reset'"));
    }
}
