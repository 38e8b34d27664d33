package io.gpusched.application.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is left shows the trouble still, and nothing can be left out of it. */
final class WorkloadShrinkerTest {
    private static final int PLENTY = 5_000;

    private static boolean isResetWhileStopped(Workload workload) {
        boolean stops = workload.steps().stream().anyMatch(timed -> timed.step() instanceof Step.Stop);
        boolean hangs = workload.steps().stream()
                .anyMatch(timed ->
                        timed.step() instanceof Step.Push push && push.work().hangs() > 1);
        return stops && hangs;
    }

    private static boolean isChained(Workload workload) {
        return workload.steps().stream()
                .anyMatch(timed -> timed.step() instanceof Step.Push push
                        && push.dependencies().stream().anyMatch(each -> each instanceof Dependency.Finished));
    }

    private static Workload findOne(Predicate<Workload> trouble, Flavour flavour) {
        return LongStream.range(0, 10_000)
                .mapToObj(seed -> WorkloadGenerator.generate(seed, 60, flavour, new Fair()))
                .filter(trouble)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothing_that_the_trouble_does_not_need_is_left() {
        Workload troubled = findOne(WorkloadShrinkerTest::isResetWhileStopped, Flavour.PAUSE);

        Workload smallest = WorkloadShrinker.shrink(troubled, WorkloadShrinkerTest::isResetWhileStopped, PLENTY);

        assertThat(isResetWhileStopped(smallest)).isTrue();
        assertThat(smallest.steps())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.atNanos()).isZero());
        assertThat(smallest.schedulers()).hasSize(1);
        assertThat(smallest.entities()).hasSize(1);
        assertThat(smallest.fences()).isEmpty();
        assertThat(smallest.policy()).isEqualTo(new Fifo());
        assertThat(smallest.untilNanos()).isEqualTo(Nanos.NEVER);
    }

    @Test
    void what_is_left_is_whole_and_counts_from_zero() {
        Workload troubled = findOne(WorkloadShrinkerTest::isChained, Flavour.DEPS);

        Workload smallest = WorkloadShrinker.shrink(troubled, WorkloadShrinkerTest::isChained, PLENTY);

        List<Long> ids = new ArrayList<>();
        for (TimedStep timed : smallest.steps()) {
            ids.add(((Step.Push) timed.step()).job());
        }
        assertThat(ids).containsExactly(0L, 1L);
        assertThat(((Step.Push) smallest.steps().getLast().step()).dependencies())
                .containsExactly(new Dependency.Finished(0));
        assertThat(WorkloadRules.brokenBy(smallest)).isEmpty();
    }

    @Test
    void every_workload_that_is_tried_keeps_to_the_rules() {
        for (Flavour flavour : Flavour.values()) {
            Workload troubled = WorkloadGenerator.generate(7, 40, flavour, new Fifo());
            int jobs = (int) troubled.jobs() / 2;

            WorkloadShrinker.shrink(
                    troubled,
                    smaller -> {
                        assertThat(WorkloadRules.brokenBy(smaller)).isEmpty();
                        return smaller.jobs() >= jobs;
                    },
                    500);
        }
    }

    @Test
    void the_result_is_the_same_each_time() {
        Workload troubled = findOne(WorkloadShrinkerTest::isResetWhileStopped, Flavour.PAUSE);

        assertThat(WorkloadShrinker.shrink(troubled, WorkloadShrinkerTest::isResetWhileStopped, 40))
                .isEqualTo(WorkloadShrinker.shrink(troubled, WorkloadShrinkerTest::isResetWhileStopped, 40));
    }

    @Nested
    class Limits {
        @Test
        void a_workload_without_the_trouble_stays_as_it_is() {
            Workload fine = WorkloadGenerator.generate(1, 20);

            assertThat(WorkloadShrinker.shrink(fine, workload -> false, PLENTY)).isSameAs(fine);
        }

        @Test
        void no_more_workloads_are_tried_than_allowed() {
            List<Workload> tried = new ArrayList<>();

            WorkloadShrinker.shrink(WorkloadGenerator.generate(1, 50), tried::add, 10);

            assertThat(tried).hasSizeLessThanOrEqualTo(11);
        }
    }
}
