package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.ClientSelector;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.recording.ReplayOptions.Pacing;
import io.gpusched.application.recording.ReplayOptions.PacingRule;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.LatencyChange;
import io.gpusched.application.workload.RingKind;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The recorded desktop, played under the policy and the in-flight limit that it ran with. The played run differs from the recorded one in
 * one thing: there the worker that gives jobs to the hardware had to be woken first, which took it some tens of microseconds a job.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayOfSteamVrTest {
    private static final ReplayOptions AT_ONCE = ReplayOptions.DEFAULTS.withLatency(LatencyChange.to(Latency.NONE));
    private final Recording recording = Traces.recording(Traces.sample());

    /** How much earlier than recorded the jobs ran and were done, in microseconds. */
    private record Lead(List<Long> runOrder, List<Long> run, List<Long> done) {
        static long median(List<Long> micros) {
            return micros.stream().sorted().toList().get(micros.size() / 2);
        }
    }

    private static Lead play(Replay replay) {
        Lead lead = new Lead(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Simulation.play(replay.workload(), LinuxBugs.MENDED, event -> {
            long recordedNanos = event.nanos() + replay.originNanos();
            if (event instanceof Event.JobRun run) {
                lead.runOrder().add(run.job());
                lead.run().add((replay.recorded(run.job()).runNanos() - recordedNanos) / 1_000);
            } else if (event instanceof Event.JobDone done) {
                lead.done().add((replay.recorded(done.job()).doneNanos() - recordedNanos) / 1_000);
            }
        });
        return lead;
    }

    private List<Long> recordedRunOrder() {
        return recording.jobs().stream()
                .sorted(Comparator.comparingLong(RecordedJob::runNanos))
                .map(job -> (long) recording.jobs().indexOf(job))
                .toList();
    }

    @Test
    void gives_jobs_to_the_hardware_in_the_recorded_order() {
        Lead lead = play(Replay.of(recording, ReplayOptions.DEFAULTS));

        assertThat(lead.runOrder()).isEqualTo(recordedRunOrder());
    }

    @Test
    void gives_jobs_to_the_hardware_when_they_were_given_to_it() {
        Lead lead = play(Replay.of(recording, ReplayOptions.DEFAULTS));

        assertThat(lead.run()).hasSize(639).containsOnly(0L);
        assertThat(lead.done()).hasSize(639).containsOnly(0L);
    }

    @Test
    void without_latency_is_ahead_of_the_recording_by_the_time_that_waking_the_worker_took() {
        Lead lead = play(Replay.of(recording, AT_ONCE));

        assertThat(lead.run()).hasSize(639).allMatch(micros -> micros >= 5 && micros <= 123);
        assertThat(Lead.median(lead.run())).isEqualTo(39);
        assertThat(lead.done()).hasSize(639).allMatch(micros -> micros >= 7 && micros <= 76);
        assertThat(Lead.median(lead.done())).isEqualTo(37);
    }

    @Test
    void takes_both_clients_for_followers_of_the_display() {
        Replay replay = Replay.of(recording, ReplayOptions.DEFAULTS);

        assertThat(replay.closedLoops()).containsExactly(0, 0);
    }

    @Test
    void with_a_closed_loop_lets_the_client_follow_its_own_jobs() {
        ReplayOptions options = ReplayOptions.DEFAULTS.withPacings(
                List.of(new PacingRule(new ClientSelector.ByProcess(1150), Pacing.CLOSED)));

        Replay replay = Replay.of(recording, options);
        Lead lead = play(replay);

        assertThat(replay.closedLoops()).containsExactly(0, 1);
        assertThat(lead.done()).hasSize(639);
        assertThat(lead.runOrder()).isEqualTo(recordedRunOrder());
    }

    @Test
    void with_one_job_in_flight_moves_the_wait_from_the_hardware_to_the_scheduler() {
        Lead lead = play(Replay.of(recording, AT_ONCE.withCreditLimit(1)));

        assertThat(Lead.median(lead.run())).isNegative();
        assertThat(Lead.median(lead.done())).isEqualTo(37);
    }

    @Test
    void on_overlapping_hardware_takes_as_long_from_run_to_done_as_recorded() {
        Lead lead = play(Replay.of(recording, ReplayOptions.DEFAULTS.with(RingKind.OVERLAPPING)));

        assertThat(lead.run()).hasSize(639).containsExactlyInAnyOrderElementsOf(lead.done());
    }
}
