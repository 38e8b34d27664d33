package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Providers;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.SingleEntity;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The nearest case to a workload is the workload itself wherever a case can express it. */
final class NearestCaseTest {
    private static Workload odd(TimedStep... steps) {
        return new Workload(
                new Fifo(),
                List.of(new SchedulerLine(
                        "npu",
                        1,
                        1_500,
                        0,
                        OnTimeout.RESET,
                        SchedulerLine.OWN_SCORE,
                        RingKind.OVERLAPPING,
                        new Fair())),
                List.of(new EntityLine("alice", Priority.NORMAL, List.of(0))),
                List.of(),
                List.of(steps),
                Nanos.NEVER);
    }

    private static Step.Push push(long job, long nanos) {
        return new Step.Push(job, 0, 1, GpuWork.of(nanos), List.of());
    }

    private static TimedStep at(long nanos, Step step) {
        return new TimedStep(nanos, step);
    }

    @Test
    void what_a_case_expresses_changes_only_its_names() {
        for (long seed = 0; seed < 200; seed++) {
            Workload workload = WorkloadGenerator.generate(seed, 1 + (int) seed % 12);

            Workload nearest = NearestCase.of(workload).orElseThrow();

            assertThat(NearestCase.text(nearest)).isEqualTo(NearestCase.text(workload));
            assertThat(NearestCase.of(nearest)).contains(nearest);
            assertThat(NearestCase.named(workload)).contains(nearest);
        }
    }

    @Test
    void times_are_rounded_up_and_rings_are_serial_with_the_policy_of_all() {
        Workload nearest = NearestCase.of(odd(at(1, push(0, 2_001)))).orElseThrow();

        assertThat(nearest.schedulers().getFirst())
                .isEqualTo(new SchedulerLine("ring0", 1, 2_000, 0, OnTimeout.RESET, SchedulerLine.OWN_SCORE));
        assertThat(nearest.steps()).containsExactly(at(1_000, push(0, 3_000)));
        assertThat(nearest.entities().getFirst().name()).isEqualTo("entity 0");
    }

    @Test
    void messages_are_left_out_and_the_jobs_of_a_recorded_client_come_at_their_times() {
        Step script = new Step.Script(List.of(
                new Turn(push(0, 0), 0, false), new Turn(push(1, 0), 2_000, false), new Turn(push(2, 0), 500, true)));

        Workload nearest = NearestCase.of(odd(at(0, new Step.Send(0, "suspend")), at(0, script), at(1_000, push(3, 0))))
                .orElseThrow();

        assertThat(nearest.steps())
                .containsExactly(
                        at(0, push(0, 0)), at(2_000, push(1, 0)), at(3_000, push(2, 0)), at(1_000, push(3, 0)));
    }

    @Test
    void a_policy_without_a_name_in_cases_has_no_case() {
        Workload single = odd(at(0, push(0, 0))).withPolicy(new SingleEntity());

        assertThat(NearestCase.of(single)).isEmpty();
        assertThat(NearestCase.named(single)).isEmpty();
    }

    @Test
    void a_text_that_is_no_case_is_not_read() {
        assertThat(NearestCase.read("policy", Providers.POLICIES_INSIDE)).isEmpty();
    }
}
