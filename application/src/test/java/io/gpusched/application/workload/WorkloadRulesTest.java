package io.gpusched.application.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule for workloads, broken once. Two schedulers; entity 0 is pinned to the first, entity 1 may choose; one fence. */
final class WorkloadRulesTest {
    private static final SchedulerLine RING =
            new SchedulerLine("ring", 1, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, SchedulerLine.OWN_SCORE);

    private static Workload workload(Step... steps) {
        List<TimedStep> timed = new ArrayList<>();
        for (Step step : steps) {
            timed.add(new TimedStep(0, step));
        }
        return new Workload(
                new Fifo(),
                List.of(RING, RING),
                List.of(
                        new EntityLine("pinned", Priority.NORMAL, List.of(0)),
                        new EntityLine("choosy", Priority.NORMAL, List.of(0, 1))),
                List.of("x0"),
                timed,
                Nanos.NEVER);
    }

    private static Step push(long job, int entity, Dependency... dependencies) {
        return new Step.Push(job, entity, 1, GpuWork.of(1_000), List.of(dependencies));
    }

    private static Step client(int entity, long firstJob) {
        return new Step.Client(entity, firstJob, 2, 1_000, 0, true, 2);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("is pushed once", workload(push(0, 0), push(0, 0))),
                Arguments.of("is pushed once", workload(client(0, 0), push(3, 0))),
                Arguments.of(
                        "pushed before a job waits for it",
                        workload(push(0, 0, new Dependency.Finished(1)), push(1, 0))),
                Arguments.of("pushed before a job waits for it", workload(push(0, 0, new Dependency.Finished(0)))),
                Arguments.of(
                        "pushed before a job waits for it",
                        workload(client(0, 0), push(9, 0, new Dependency.Finished(2)))),
                Arguments.of("a known fence", workload(push(0, 0, new Dependency.External(1)))),
                Arguments.of("signals once", workload(new Step.Signal(0, null), new Step.Signal(0, null))),
                Arguments.of("known and open", workload(new Step.Close(0), push(0, 0))),
                Arguments.of("known and open", workload(new Step.Close(0), new Step.Close(0))),
                Arguments.of("known and open", workload(push(0, 2))),
                Arguments.of("known when its priority changes", workload(new Step.SetPriority(2, Priority.LOW))),
                Arguments.of("is not closed", workload(client(0, 0), new Step.Close(0))),
                Arguments.of("known and not torn down", workload(new Step.Stop(2))),
                Arguments.of(
                        "known and not torn down",
                        workload(new Step.Close(0), new Step.Close(1), new Step.Teardown(0), new Step.Fault(0))),
                Arguments.of("is closed before", workload(new Step.Close(0), new Step.Teardown(0))),
                Arguments.of(
                        "is closed before",
                        workload(new Step.Close(0), new Step.SetSchedulers(1, List.of(1)), new Step.Teardown(0))),
                Arguments.of(
                        "eligible scheduler when it picks",
                        workload(new Step.SetEligible(0, false), new Step.SetEligible(1, false), push(0, 1))),
                Arguments.of(
                        "eligible scheduler when it picks",
                        workload(client(1, 0), new Step.SetEligible(0, false), new Step.SetEligible(1, false))));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("broken")
    void a_broken_rule_is_named(String rule, Workload workload) {
        assertThat(WorkloadRules.brokenBy(workload))
                .isNotEmpty()
                .first()
                .asString()
                .contains(rule);
    }

    @Test
    void what_looks_like_it_but_is_allowed_passes() {
        Workload fine = workload(
                new Step.SetEligible(0, false),
                push(0, 0),
                push(1, 1, new Dependency.Finished(0), new Dependency.External(0)),
                client(0, 10),
                push(2, 1, new Dependency.Scheduled(11)),
                new Step.Close(1),
                new Step.SetPriority(1, Priority.LOW),
                new Step.Teardown(1));

        assertThat(WorkloadRules.brokenBy(fine)).isEmpty();
    }

    @Test
    void the_order_is_that_of_time_and_not_of_the_lines() {
        Workload late = workload(push(0, 0), new Step.Close(0));
        List<TimedStep> swapped = List.of(
                new TimedStep(5_000, late.steps().getLast().step()),
                new TimedStep(1_000, late.steps().getFirst().step()));

        Workload inOrder =
                new Workload(late.policy(), late.schedulers(), late.entities(), late.fences(), swapped, Nanos.NEVER);

        assertThat(WorkloadRules.brokenBy(inOrder)).isEmpty();
    }

    @Test
    void a_broken_rule_knows_its_step() {
        Workload workload = workload(push(0, 0), new Step.Close(0), push(1, 0));

        assertThat(WorkloadRules.brokenBy(workload))
                .containsExactly(new BrokenRule(2, "entity 0 is known and open when a line names it"));
    }

    @Test
    void a_player_takes_what_linux_leaves_open() {
        Workload loose = workload(
                push(0, 0, new Dependency.Finished(1)),
                push(1, 0),
                client(1, 10),
                new Step.SetEligible(0, false),
                new Step.SetEligible(1, false),
                new Step.Close(0),
                new Step.Close(1),
                push(2, 0));

        assertThat(WorkloadRules.brokenBy(loose)).isNotEmpty();
        assertThat(WorkloadRules.unplayable(loose)).isEmpty();
    }

    @Test
    void nobody_plays_what_names_something_that_is_not_there() {
        assertThat(broken().map(each -> (Workload) each.get()[1])
                        .filter(each -> !WorkloadRules.unplayable(each).isEmpty()))
                .hasSize(12);
        assertThat(WorkloadRules.unplayable(workload(push(0, 0, new Dependency.Finished(7)))))
                .containsExactly(new BrokenRule(0, "job 7 is pushed if a job waits for it"));
    }

    @Test
    void a_billion_times_a_billion_jobs_are_a_range() {
        Step endless = new Step.Client(0, 5, 1_000_000_000, 1, 0, false, 1_000_000_000);

        assertThat(WorkloadRules.brokenBy(workload(endless))).isEmpty();
        assertThat(WorkloadRules.brokenBy(workload(endless, push(1_000_000, 1))))
                .containsExactly(new BrokenRule(1, "job 1000000 is pushed once"));
        assertThat(WorkloadRules.brokenBy(workload(push(1_000_000, 1), endless)))
                .containsExactly(new BrokenRule(1, "job 5 is pushed once, and those after it"));
    }
}
