package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Part of the proof of absence, and a search in larger workloads. {@code docs/exploration.md} tells how to run all of it. */
final class AbsenceTest {
    private static final int EVERY = 151;
    private static final int RANDOM_WORKLOADS = 40;
    private static final long SCHEDULES_EACH = 100;

    static final java.util.List<Policy> POLICIES = Policies.FOR_SEVERAL_ENTITIES;

    @ParameterizedTest
    @FieldSource("POLICIES")
    void nothing_goes_wrong_with_small_workloads_in_any_order(Policy policy) {
        Absence absence = Absence.of(policy, EVERY, count -> {});

        assertThat(absence.found()).isEmpty();
        assertThat(absence.covered()).isEqualTo(absence.workloads()).isGreaterThan(90);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_found_in_random_workloads_while_queues_keep_their_promise(Exploration.Lateness lateness) {
        for (long seed = 0; seed < RANDOM_WORKLOADS; seed++) {
            Workload workload = WorkloadGenerator.generate(seed, 20);

            Exploration exploration = Exploration.of(
                    workload,
                    new Exploration.Settings(
                            Exploration.Promise.ORDERED,
                            lateness,
                            seed % 2 == 0 ? Exploration.Way.RANDOM : Exploration.Way.PCT,
                            4,
                            seed,
                            SCHEDULES_EACH,
                            Long.MAX_VALUE,
                            false),
                    schedules -> {});

            assertThat(exploration.found()).as("seed %d", seed).isEmpty();
        }
    }
}
