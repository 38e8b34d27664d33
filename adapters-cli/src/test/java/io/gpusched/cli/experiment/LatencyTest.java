package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs in which worker, hardware and clients take time to react. */
class LatencyTest {
    private static final long LONGEST_NANOS = 5_000_000;
    private static final List<Latency> LATENCIES = List.of(
            new Latency(Delay.of(30_000), Delay.of(90_000), Delay.of(70_000), 1),
            new Latency(new Delay.Uniform(0, 500_000), Delay.none(), Delay.none(), 2),
            new Latency(Delay.none(), new Delay.Quantiles(0, 5_000, 3_000_000), new Delay.Uniform(1, 9_000), 3));

    static Stream<Workload> workloads() {
        return LongStream.range(0, 60).boxed().flatMap(seed -> {
            Workload workload = WorkloadGenerator.generate(seed, 40);
            return LATENCIES.stream().map(cutOff(workload)::withLatency);
        });
    }

    /** Where a report comes later than the timeout, resets go on for ever. */
    private static Workload cutOff(Workload workload) {
        return new Workload(
                workload.policy(),
                workload.schedulers(),
                workload.entities(),
                workload.fences(),
                workload.steps(),
                Math.min(workload.untilNanos(), LONGEST_NANOS));
    }

    private static List<Event> play(Workload workload) {
        List<Event> events = new ArrayList<>();
        Simulation.play(workload, LinuxBugs.MENDED, events::add);
        return events;
    }

    private static List<JobTimes> jobs(Workload workload) {
        JobLog log = new JobLog(workload::overlaps);
        Simulation.play(workload, LinuxBugs.MENDED, log);
        return log.jobs();
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void jobs_of_one_entity_run_in_the_order_in_which_they_were_queued(Workload workload) {
        Map<Long, Integer> places = new TreeMap<>();
        Map<Long, Integer> entities = new TreeMap<>();
        Map<Integer, Integer> lastRun = new TreeMap<>();
        Set<Long> hasRun = new TreeSet<>();
        for (Event event : play(workload)) {
            if (event instanceof Event.JobQueued queued) {
                places.put(queued.job(), places.size());
                entities.put(queued.job(), queued.entity());
            } else if (event instanceof Event.JobRun run && hasRun.add(run.job())) {
                int place = places.get(run.job());
                assertThat(place).isGreaterThan(lastRun.getOrDefault(entities.get(run.job()), -1));
                lastRun.put(entities.get(run.job()), place);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void a_run_is_the_same_each_time(Workload workload) {
        assertThat(play(workload)).isEqualTo(play(workload));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void no_latency_is_the_run_without_any(Workload workload) {
        Latency nothing = workload.latency().times(0);

        assertThat(play(workload.withLatency(nothing))).isEqualTo(play(workload.withLatency(Latency.NONE)));
    }

    @Nested
    class With_one_ring {
        private static final long MILLI = 1_000_000;
        private static final long MICRO = 1_000;

        private static Workload workload(int credits, Latency latency, Step... steps) {
            return new Workload(
                    new Fifo(),
                    List.of(new SchedulerLine(
                            "ring", credits, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, SchedulerLine.OWN_SCORE)),
                    List.of(new EntityLine("one", Priority.NORMAL, List.of(0))),
                    List.of(),
                    Stream.of(steps).map(step -> new TimedStep(0, step)).toList(),
                    Nanos.NEVER,
                    latency);
        }

        private static Step.Push push(long job) {
            return new Step.Push(job, 0, 1, GpuWork.of(MILLI), List.of());
        }

        private final Latency worker = new Latency(Delay.of(30 * MICRO), Delay.none(), Delay.none(), 0);

        @Test
        void the_worker_wakes_up_for_the_first_job_and_after_each_end() {
            assertThat(jobs(workload(1, worker, push(0), push(1))))
                    .map(JobTimes::runNanos)
                    .containsExactly(30 * MICRO, MILLI + 60 * MICRO);
        }

        @Test
        void a_worker_that_is_awake_runs_what_is_queued_at_once() {
            assertThat(jobs(workload(2, worker, push(0), push(1))))
                    .map(JobTimes::runNanos)
                    .containsExactly(30 * MICRO, 30 * MICRO);
        }

        @Test
        void a_late_report_does_not_hold_the_ring_up_but_the_scheduler() {
            Latency completion = new Latency(Delay.none(), Delay.of(90 * MICRO), Delay.none(), 0);

            assertThat(jobs(workload(2, completion, push(0), push(1), push(2))))
                    .map(JobTimes::doneNanos)
                    .containsExactly(MILLI + 90 * MICRO, 2 * MILLI + 90 * MICRO, 3 * MILLI + 90 * MICRO);
            assertThat(jobs(workload(1, completion, push(0), push(1))))
                    .map(JobTimes::doneNanos)
                    .containsExactly(MILLI + 90 * MICRO, 2 * (MILLI + 90 * MICRO));
        }

        @Test
        void a_client_that_waited_goes_on_later() {
            Latency client = new Latency(Delay.none(), Delay.none(), Delay.of(70 * MICRO), 0);
            Step script = new Step.Script(
                    List.of(new Turn(push(0), 0, 0), new Turn(push(1), 5 * MICRO, 1), new Turn(push(2), 5 * MICRO, 0)));

            assertThat(jobs(workload(1, client, script)))
                    .map(JobTimes::queuedNanos)
                    .containsExactly(0L, MILLI + 75 * MICRO, MILLI + 80 * MICRO);
        }

        @Test
        void a_client_may_wait_for_the_job_before_the_last() {
            Step script = new Step.Script(
                    List.of(new Turn(push(0), 0, 0), new Turn(push(1), 0, 0), new Turn(push(2), 5 * MICRO, 2)));

            assertThat(jobs(workload(2, Latency.NONE, script)))
                    .map(JobTimes::queuedNanos)
                    .containsExactly(0L, 0L, MILLI + 5 * MICRO);
        }

        @Test
        void what_was_recorded_of_a_job_counts_more_than_what_is_drawn() {
            Delay recorded = new Delay.Recorded(
                    Map.of(0L, 10 * MICRO), Map.of(0L, 200 * MICRO), Map.of(), Delay.of(30 * MICRO), Delay.none());

            assertThat(jobs(workload(
                            1, new Latency(recorded, Delay.none(), Delay.none(), 0), push(0), push(1), push(2))))
                    .map(JobTimes::runNanos)
                    .containsExactly(10 * MICRO, MILLI + 210 * MICRO, 2 * MILLI + 240 * MICRO);
        }
    }
}
