package io.gpusched.application.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.application.recording.Recording.RecordedClient;
import io.gpusched.application.recording.Recording.RecordedRing;
import io.gpusched.application.recording.ReplayOptions.Pacing;
import io.gpusched.application.recording.ReplayOptions.PacingRule;
import io.gpusched.application.recording.ReplayOptions.PriorityRule;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final long ORIGIN = 630_660_000_000L;
    private static final ReadingReport REPORT =
            new ReadingReport(0, 0, 0, 0, List.of(), List.of(), List.of(), 0, 0, 0, 0, 0);
    private static final List<RecordedRing> RINGS =
            List.of(new RecordedRing("", "gfx", 3), new RecordedRing("", "sdma", 1));
    private static final List<RecordedClient> CLIENTS = List.of(
            new RecordedClient("game", 10, "41", 1),
            new RecordedClient("Xorg", 20, "43", 2),
            new RecordedClient("game", 10, "45", 1));

    private static Recording recording(RecordedJob... jobs) {
        return new Recording(RINGS, CLIENTS, List.of(jobs), List.of(), REPORT);
    }

    /** A job on the first ring, with times from the origin. */
    private static RecordedJob job(
            int client, long queued, long run, long started, long done, RecordedDependency... dependencies) {
        return new RecordedJob(
                client,
                0,
                41,
                1,
                ORIGIN + queued,
                ORIGIN + run,
                ORIGIN + started,
                ORIGIN + done,
                new Places(queued, run, done),
                List.of(dependencies));
    }

    private static Step.Push push(Replay replay, int step) {
        return (Step.Push) replay.workload().steps().get(step).step();
    }

    @Nested
    class By_default {
        private final Replay replay = Replay.of(
                recording(job(0, 0, 5, 5, 100), job(1, 50, 60, 100, 130), job(0, 200, 201, 201, 300)),
                ReplayOptions.DEFAULTS);

        @Test
        void jobs_are_pushed_when_they_were_queued_counted_from_the_first() {
            assertThat(replay.originNanos()).isEqualTo(ORIGIN);
            assertThat(replay.workload().steps()).map(TimedStep::atNanos).containsExactly(0L, 50L, 200L);
        }

        @Test
        void jobs_keep_their_places_as_ids() {
            assertThat(List.of(
                            push(replay, 0).job(),
                            push(replay, 1).job(),
                            push(replay, 2).job()))
                    .containsExactly(0L, 1L, 2L);
            assertThat(replay.recorded(1).doneNanos()).isEqualTo(ORIGIN + 130);
        }

        @Test
        void a_job_takes_as_long_as_the_ring_was_busy_with_it() {
            assertThat(push(replay, 1).work()).isEqualTo(GpuWork.of(30));
        }

        @Test
        void the_policy_is_fifo_jobs_cost_one_credit_and_priorities_are_normal() {
            assertThat(replay.workload().policy()).isInstanceOf(Fifo.class);
            assertThat(push(replay, 0).credits()).isEqualTo(1);
            assertThat(replay.workload().entities()).map(EntityLine::priority).containsOnly(Priority.NORMAL);
        }

        @Test
        void rings_take_as_much_as_was_seen_in_flight_and_never_time_out() {
            assertThat(replay.workload().schedulers())
                    .map(Workload.SchedulerLine::name)
                    .containsExactly("gfx", "sdma");
            assertThat(replay.workload().schedulers())
                    .map(Workload.SchedulerLine::credits)
                    .containsExactly(3, 1);
            assertThat(replay.workload().schedulers())
                    .map(Workload.SchedulerLine::timeoutNanos)
                    .containsOnly(Nanos.NO_LIMIT);
        }

        @Test
        void entities_of_one_name_are_told_apart() {
            assertThat(replay.workload().clients()).containsExactly("game 41", "Xorg", "game 45");
        }
    }

    @Nested
    class With_options {
        private final Recording recording = recording(job(0, 0, 5, 5, 100), job(1, 50, 60, 100, 130));

        @Test
        void hardware_that_overlaps_takes_from_run_to_done() {
            Replay replay = Replay.of(recording, ReplayOptions.DEFAULTS.with(RingKind.OVERLAPPING));

            assertThat(push(replay, 1).work()).isEqualTo(GpuWork.of(70));
            assertThat(replay.workload().schedulers())
                    .map(Workload.SchedulerLine::ring)
                    .containsOnly(RingKind.OVERLAPPING);
        }

        @Test
        void policy_and_limit_are_those_that_were_asked_for() {
            Replay replay =
                    Replay.of(recording, ReplayOptions.DEFAULTS.with(new Fair()).withCreditLimit(7));

            assertThat(replay.workload().policy()).isInstanceOf(Fair.class);
            assertThat(replay.workload().schedulers())
                    .map(Workload.SchedulerLine::credits)
                    .containsOnly(7);
        }

        @Test
        void the_last_priority_that_picks_a_client_counts() {
            Replay replay = Replay.of(
                    recording,
                    ReplayOptions.DEFAULTS.withPriorities(List.of(
                            new PriorityRule(new ClientSelector.ByName("game"), Priority.LOW),
                            new PriorityRule(new ClientSelector.ByProcess(20), Priority.KERNEL),
                            new PriorityRule(new ClientSelector.ByEntity("45"), Priority.HIGH))));

            assertThat(replay.workload().entities())
                    .map(EntityLine::priority)
                    .containsExactly(Priority.LOW, Priority.KERNEL, Priority.HIGH);
        }
    }

    @Nested
    class Dependencies {
        @Test
        void on_jobs_of_the_recording_keep_their_form() {
            Replay replay = Replay.of(
                    recording(
                            job(0, 0, 5, 5, 100),
                            job(1, 50, 60, 100, 130, new RecordedDependency.Finished(0)),
                            job(2, 60, 70, 130, 140, new RecordedDependency.Scheduled(1))),
                    ReplayOptions.DEFAULTS);

            assertThat(push(replay, 1).dependencies()).containsExactly(new Dependency.Finished(0));
            assertThat(push(replay, 2).dependencies()).containsExactly(new Dependency.Scheduled(1));
        }

        @Test
        void on_other_fences_signal_when_they_were_seen_to() {
            RecordedDependency fence = new RecordedDependency.Outside("500:3", ORIGIN + 80, false);
            Replay replay = Replay.of(
                    recording(job(0, 0, 90, 90, 100, fence), job(1, 50, 91, 100, 130, fence)), ReplayOptions.DEFAULTS);

            assertThat(replay.workload().fences()).containsExactly("fence-500.3");
            assertThat(push(replay, 1).dependencies()).containsExactly(new Dependency.External(0));
            assertThat(replay.workload().steps()).contains(new TimedStep(80, new Step.Signal(0, null)));
        }

        @Test
        void that_were_waited_for_but_not_seen_end_with_the_run() {
            Replay replay = Replay.of(
                    recording(
                            job(0, 0, 90, 90, 100, new RecordedDependency.Outside("5:3", notSeen(), true)),
                            job(1, 50, 60, 100, 130, new RecordedDependency.Outside("6:3", notSeen(), false)),
                            job(1, 70, 75, 130, 140, new RecordedDependency.Outside("7:3", ORIGIN + 60, false))),
                    ReplayOptions.DEFAULTS);

            assertThat(replay.workload().steps()).contains(new TimedStep(90, new Step.Signal(0, null)));
            assertThat(push(replay, 1).dependencies()).isEmpty();
            assertThat(push(replay, 2).dependencies()).isEmpty();
            assertThat(replay.dependenciesLeftOut()).isEqualTo(1);
        }

        private static long notSeen() {
            return RecordedDependency.Outside.NOT_SEEN;
        }
    }

    @Nested
    class A_client {
        /** Jobs of a client that takes the given pauses after each, and whose jobs take the given times; microseconds. */
        private static RecordedJob[] jobs(long[] pauses, long[] lengths) {
            List<RecordedJob> jobs = new ArrayList<>();
            long queued = 0;
            for (int i = 0; i < pauses.length; i++) {
                long done = queued + 1 + lengths[i] * 1_000;
                jobs.add(job(0, queued, queued + 1, queued + 1, done));
                queued = done + pauses[i] * 1_000;
            }
            return jobs.toArray(RecordedJob[]::new);
        }

        @Test
        void that_pauses_alike_after_jobs_of_any_length_is_a_closed_loop() {
            Replay replay = Replay.of(
                    recording(jobs(new long[] {50, 51, 49, 50, 50, 52}, new long[] {5, 90, 30, 200, 7, 60})),
                    ReplayOptions.DEFAULTS);

            assertThat(replay.closedLoops()).containsExactly(1, 0, 0);
        }

        @Test
        void that_keeps_a_beat_whatever_its_jobs_take_is_none() {
            Replay replay = Replay.of(
                    recording(jobs(new long[] {245, 160, 220, 50, 243, 190}, new long[] {5, 90, 30, 200, 7, 60})),
                    ReplayOptions.DEFAULTS);

            assertThat(replay.closedLoops()).containsExactly(0, 0, 0);
        }

        @Test
        void that_queues_before_its_jobs_are_done_is_none() {
            Replay replay = Replay.of(
                    recording(
                            job(0, 0, 0, 0, 100),
                            job(0, 10, 10, 100, 200),
                            job(0, 210, 210, 210, 300),
                            job(0, 310, 310, 310, 400)),
                    ReplayOptions.DEFAULTS);

            assertThat(replay.closedLoops()).containsExactly(0, 0, 0);
        }

        @Test
        void that_is_said_to_be_a_closed_loop_keeps_its_pauses() {
            Replay replay = Replay.of(
                    recording(job(0, 7, 8, 8, 100), job(0, 30, 100, 100, 200), job(0, 260, 270, 270, 300)),
                    ReplayOptions.DEFAULTS.withPacings(
                            List.of(new PacingRule(new ClientSelector.ByEntity("41"), Pacing.CLOSED))));

            Step.Script script =
                    (Step.Script) replay.workload().steps().getFirst().step();
            assertThat(replay.workload().steps()).hasSize(1);
            assertThat(script.turns()).map(Turn::delayNanos).containsExactly(0L, 23L, 60L);
            assertThat(script.turns()).map(Turn::awaited).containsExactly(0, 0, 1);
            assertThat(script.turns()).map(turn -> turn.push().job()).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void a_recording_refuses_jobs_in_the_wrong_order() {
        assertThatThrownBy(() -> recording(job(0, 10, 10, 10, 10), job(0, 5, 5, 5, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("queued before the job in front of it");
    }

    @Test
    void a_job_refuses_times_that_fall() {
        assertThatThrownBy(() -> job(0, 10, 9, 10, 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
