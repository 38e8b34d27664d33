package io.gpusched.adapters.explore.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.history.HistoryStep;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** A workload as a scenario: each client keeps its order, and everything else may be overtaken. */
class WorkloadScenarioTest {
    private static final Workload TWO_CLIENTS = new Workload(
            new Fifo(),
            List.of(new SchedulerLine("ring0", 2, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, SchedulerLine.OWN_SCORE)),
            List.of(
                    new EntityLine("entity 0", Priority.NORMAL, List.of(0)),
                    new EntityLine("entity 1", Priority.NORMAL, List.of(0))),
            List.of(),
            List.of(push(0, 0, 0), push(1_000, 1, 0), push(2_000, 2, 1), new TimedStep(3_000, new Step.Close(1))),
            Nanos.NEVER);

    private static TimedStep push(long at, long job, int entity) {
        return new TimedStep(at, new Step.Push(job, entity, 1, GpuWork.of(0), List.of()));
    }

    /** Hardware that completes a job as soon as anything may happen. */
    private record Instant() implements Backend {
        @Override
        public String name() {
            return "instant";
        }

        @Override
        public Hardware open(SchedulerLine ring, Writer writer) {
            return new InstantRing(writer.timers());
        }
    }

    private record InstantRing(Timers timers) implements Hardware {
        @Override
        public Launch run(HardwareJob job, Completion completion) {
            timers.timer(completion::complete).arm(0);
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }

    private static List<HistoryStep> run(Lateness lateness, Interleaving interleaving) {
        ScheduleHistory history = new ScheduleHistory();
        Guarantees guarantees = new Guarantees(Queues.ORDERED, lateness);
        try (Runs runs = new Runs(new WorkloadScenario(TWO_CLIENTS, new Instant()), guarantees, 1_000)) {
            assertThat(runs.run(interleaving, history).violation()).isNull();
        }
        return history.steps();
    }

    private static List<String> steps(List<HistoryStep> history, Alternative.Kind kind) {
        return history.stream()
                .filter(step -> step.kind() == kind)
                .map(HistoryStep::label)
                .toList();
    }

    @Test
    void first_in_first_out_everything_comes_at_its_time() {
        List<HistoryStep> history = run(Lateness.NONE, Interleaving.FIRST_IN_FIRST_OUT);

        assertThat(steps(history, Alternative.Kind.CLIENT))
                .containsExactly(
                        "push job 0 to entity 0", "push job 1 to entity 0", "push job 2 to entity 1", "close entity 1");
        assertThat(steps(history, Alternative.Kind.HARDWARE)).hasSize(3);
    }

    @Test
    void where_everything_may_be_late_clients_overtake_each_other_and_never_themselves() {
        Set<String> orders = new TreeSet<>();
        LongFunction<Interleaving> byHash = seed -> point ->
                (int) Long.remainderUnsigned((point.history() + seed) * 0x9E3779B97F4A7C15L >>> 7, point.size());
        for (long seed = 0; seed < 200; seed++) {
            List<String> clients = steps(run(Lateness.ALL, byHash.apply(seed)), Alternative.Kind.CLIENT);
            assertThat(clients).containsSubsequence("push job 0 to entity 0", "push job 1 to entity 0");
            orders.add(String.join(", ", clients));
        }

        // Three lines of 2, 1 and 1 steps can be merged in 4! / 2! ways.
        assertThat(orders).hasSize(12);
    }
}
