package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Rung;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomDomainsTest {
    private static final int SEEDS = 400;

    @Test
    void every_rule_holds_whatever_the_steps_of_a_recovery_are_and_every_step_is_met() {
        Set<Rung> helped = EnumSet.noneOf(Rung.class);
        Set<Rung> failed = EnumSet.noneOf(Rung.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            for (Policy policy : Policies.FOR_SEVERAL_ENTITIES) {
                Workload workload = WorkloadGenerator.generate(seed, 30, Flavour.DOMAIN, policy);
                List<Event> events = new ArrayList<>();

                CheckedRun run = CheckedRun.play(workload, LinuxBugs.MENDED, events::add);

                assertThat(run.violation())
                        .as("seed " + seed + " under " + policy.label())
                        .isEmpty();
                for (Event each : events) {
                    if (each instanceof Event.RingRecovery recovery) {
                        if (recovery.stage().progress() == Progress.SUCCEEDED) {
                            helped.add(recovery.stage().rung());
                        } else if (recovery.stage().progress() == Progress.FAILED) {
                            failed.add(recovery.stage().rung());
                        }
                    }
                }
            }
        }
        assertThat(helped).containsExactlyInAnyOrder(Rung.values());
        assertThat(failed).containsExactlyInAnyOrder(Rung.CANCEL_JOB, Rung.RESET_RING, Rung.RESET_DEVICE);
    }
}
