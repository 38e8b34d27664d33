package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Explores a part of the small workloads, and larger ones at random. {@code docs/exploration.md} says how to explore all small workloads. */
final class SmallExplorationTest {
    private static final int EVERY = 151;
    private static final int RANDOM_WORKLOADS = 40;
    private static final long SCHEDULES_EACH = 100;

    static final List<Policy> POLICIES = Policies.FOR_SEVERAL_ENTITIES;

    @ParameterizedTest
    @FieldSource("POLICIES")
    void nothing_goes_wrong_with_small_workloads_in_any_order(Policy policy) {
        SmallExploration explored = SmallExploration.of(policy, EVERY, 0, count -> {});

        assertThat(explored.found()).isEmpty();
        assertThat(explored.covered()).isEqualTo(explored.workloads()).isGreaterThan(90);
    }

    /** Every 6,000th workload from the first on and those from number 3,000 on are every 3,000th workload together. */
    @Test
    void parts_that_begin_at_different_workloads_add_up_to_the_whole() {
        SmallExploration whole = SmallExploration.of(Policies.DEFAULT, 3_000, 0, count -> {});
        SmallExploration one = SmallExploration.of(Policies.DEFAULT, 6_000, 0, count -> {});
        SmallExploration other = SmallExploration.of(Policies.DEFAULT, 6_000, 3_000, count -> {});

        assertThat(one.workloads() + other.workloads()).isEqualTo(whole.workloads());
        assertThat(other.workloads()).isPositive();
        assertThat(one.states() + other.states()).isEqualTo(whole.states());
        assertThat(one.schedules() + other.schedules()).isEqualTo(whole.schedules());
        assertThat(one.histories() + other.histories()).isEqualTo(whole.histories());
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_found_in_random_workloads_while_queues_keep_their_promise(Lateness lateness) {
        for (long seed = 0; seed < RANDOM_WORKLOADS; seed++) {
            Workload workload = WorkloadGenerator.generate(seed, 20);

            WorkloadExploration exploration = WorkloadExploration.of(
                    workload,
                    new Guarantees(Queues.ORDERED, lateness),
                    seed % 2 == 0 ? SearchSettings.random(seed) : SearchSettings.pct(seed, 4),
                    Limits.ofSchedules(SCHEDULES_EACH),
                    schedules -> {});

            assertThat(exploration.found()).as("seed %d", seed).isEmpty();
        }
    }
}
