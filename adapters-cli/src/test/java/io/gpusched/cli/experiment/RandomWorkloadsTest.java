package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseWriter;
import io.gpusched.files.casefile.TraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random workloads of all flavours, run in virtual time with every step checked. A failure is shrunk before it is shown. */
final class RandomWorkloadsTest {
    private static final int SEEDS = 200;
    private static final int SIZE = 40;
    private static final int ATTEMPTS = 3_000;

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void every_step_keeps_the_rules_and_the_second_run_is_like_the_first(Flavour flavour) {
        workloads(flavour).forEach(workload -> {
            for (LinuxBugs bugs : LinuxBugs.values()) {
                requireSound(workload, bugs);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void generated_workloads_keep_to_the_rules_for_workloads(Flavour flavour) {
        workloads(flavour)
                .forEach(workload -> assertThat(WorkloadRules.brokenBy(workload))
                        .as(text(workload))
                        .isEmpty());
    }

    @Test
    void the_same_seed_gives_the_same_workload() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(WorkloadGenerator.generate(seed, SIZE)).isEqualTo(WorkloadGenerator.generate(seed, SIZE));
        }
    }

    private static Stream<Workload> workloads(Flavour flavour) {
        return IntStream.range(0, SEEDS)
                .mapToObj(seed -> WorkloadGenerator.generate(
                        seed,
                        5 + seed % SIZE,
                        flavour,
                        Policies.FOR_SEVERAL_ENTITIES.get(seed % Policies.FOR_SEVERAL_ENTITIES.size())));
    }

    private static void requireSound(Workload workload, LinuxBugs bugs) {
        String trouble = trouble(workload, bugs);
        if (!trouble.isEmpty()) {
            Workload smallest = WorkloadShrinker.shrink(
                    workload, smaller -> trouble(smaller, bugs).equals(trouble), ATTEMPTS);
            fail(CheckedRun.play(smallest, bugs, event -> {}).violation() + " with " + bugs + " in\n" + text(smallest));
        }
    }

    /** Returns the rule that does not hold, or nothing. */
    private static String trouble(Workload workload, LinuxBugs bugs) {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        CheckedRun run = CheckedRun.play(workload, bugs, new TraceWriter(first::add));
        CheckedRun.play(workload, bugs, new TraceWriter(second::add));
        return run.violation().map(Violation::toString).orElse(first.equals(second) ? "" : "every run is the same");
    }

    private static String text(Workload workload) {
        return String.join("\n", CaseWriter.write(workload));
    }
}
