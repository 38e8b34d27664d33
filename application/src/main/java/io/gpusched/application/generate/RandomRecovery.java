package io.gpusched.application.generate;

import io.gpusched.application.generate.WorkloadGenerator.Dice;
import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.RecoveryStep;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;

/** Puts schedulers into random reset domains. */
final class RandomRecovery {
    private static final List<Integer> STEP_TIMES = List.of(0, 0, 10, 30, 100, 400);
    private static final List<Integer> LONG_TIMES = List.of(50, 200, 1_000);
    private static final long MICRO = 1_000;
    private final Dice dice;

    RandomRecovery(Dice dice) {
        this.dice = dice;
    }

    /** Puts each scheduler into one of one or two domains. */
    List<SchedulerLine> putInto(List<SchedulerLine> lines) {
        List<RecoveryPlan> plans = new ArrayList<>();
        for (int i = dice.between(1, 2); i > 0; i--) {
            plans.add(plan("d" + plans.size()));
        }
        return lines.stream().map(line -> line.withRecovery(dice.of(plans))).toList();
    }

    private RecoveryPlan plan(String name) {
        return new RecoveryPlan(
                name,
                steps(),
                dice.percent(70),
                dice.percent(75),
                dice.percent(40),
                dice.percent(30) ? dice.of(LONG_TIMES) * MICRO : Nanos.NEVER,
                dice.percent(40) ? dice.of(LONG_TIMES) * MICRO : Nanos.NEVER);
    }

    private List<RecoveryStep> steps() {
        List<RecoveryStep> steps = new ArrayList<>();
        for (Rung rung : Rung.values()) {
            if (dice.percent(60)) {
                steps.add(rung == Rung.DEVICE_GONE ? RecoveryStep.of(rung) : timed(rung));
            }
        }
        return steps.isEmpty() ? List.of(timed(Rung.RESET_DEVICE)) : steps;
    }

    private RecoveryStep timed(Rung rung) {
        int failures = dice.percent(50) ? 0 : dice.percent(30) ? RecoveryStep.ALWAYS : dice.between(1, 2);
        return new RecoveryStep(rung, dice.of(STEP_TIMES) * MICRO, failures, dice.percent(25));
    }
}
