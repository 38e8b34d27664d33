package io.gpusched.adapters.explore.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every small workload is there, once. */
class SmallWorkloadsTest {
    private static List<Workload> all(Policy policy) {
        List<Workload> all = new ArrayList<>();
        SmallWorkloads.forEach(policy, all::add);
        return all;
    }

    @Test
    void there_are_as_many_as_the_documentation_says_and_no_two_are_equal() {
        List<Workload> all = all(new Fifo());

        Set<String> different = new LinkedHashSet<>();
        all.forEach(each -> different.add(each.toString()));
        assertThat(all).hasSize(35_816);
        assertThat(different).hasSize(35_816);
    }

    @Test
    void each_keeps_the_rules_of_workloads_and_takes_whole_microseconds() {
        for (Workload each : all(new Fair())) {
            assertThat(WorkloadRules.brokenBy(each)).isEmpty();
            assertThat(each.untilNanos() == Nanos.NEVER || each.untilNanos() % 1_000 == 0)
                    .isTrue();
            assertThat(each.schedulers())
                    .allMatch(ring -> ring.timeoutNanos() == Nanos.NO_LIMIT || ring.timeoutNanos() % 1_000 == 0);
        }
    }
}
