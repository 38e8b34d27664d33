package io.gpusched.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.RoundRobin;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariantTest {
    @ParameterizedTest
    @EnumSource(Flavour.class)
    void more_rings_keep_the_rules_for_workloads(Flavour flavour) {
        for (int seed = 0; seed < 50; seed++) {
            Workload workload = WorkloadGenerator.generate(seed, 40, flavour, new Fifo());

            for (Variant each :
                    Variant.all(workload, List.of(new Fair()), List.of(Variant.AS_IT_IS), List.of(1, 2, 3))) {
                assertThat(WorkloadRules.brokenBy(each.workload())).isEmpty();
                assertThat(each.workload().schedulers())
                        .hasSize(workload.schedulers().size() * each.rings());
                assertThat(each.workload().jobs()).isEqualTo(workload.jobs());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"BASIC", "MIX"})
    void all_combinations_come_in_order(Flavour flavour) {
        Workload workload = WorkloadGenerator.generate(1, 20, flavour, new Fifo());

        List<Variant> all = Variant.all(
                workload, List.of(new RoundRobin(), new Fair()), List.of(2, Variant.AS_IT_IS), List.of(1, 2));

        assertThat(all.stream().map(Variant::name))
                .containsExactly(
                        "rr, 2 credits",
                        "fair, 2 credits",
                        "rr, credits as given",
                        "fair, credits as given",
                        "rr, 2 credits, 2 rings",
                        "fair, 2 credits, 2 rings",
                        "rr, credits as given, 2 rings",
                        "fair, credits as given, 2 rings");
        assertThat(all.getFirst().workload().schedulers()).allMatch(line -> line.credits() == 2);
        assertThat(all.get(3).workload().schedulers())
                .isEqualTo(workload.withPolicy(new Fair()).schedulers());
    }
}
