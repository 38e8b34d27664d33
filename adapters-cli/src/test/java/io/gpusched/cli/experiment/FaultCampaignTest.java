package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.CaseWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * No fault at any step of a random workload breaks a rule. {@code -Dgpusched.faults.workloads=N} takes N workloads, each seed with a size of
 * its own.
 */
class FaultCampaignTest {
    private static final int WORKLOADS = Integer.getInteger("gpusched.faults.workloads", 40);
    private static final long FIRST_SEED = Long.getLong("gpusched.faults.seed", 1);

    private static final String TWO_JOBS = """
            policy fifo
            scheduler 0 credits=1 timeout_us=50 hang_limit=0 on_timeout=reset score=own
            entity 0 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=10
            at 0 push job=1 entity=0 credits=1 duration_us=10
            """;

    private static Workload read(String text) {
        return CaseReader.read("test.case", text.lines().toList()).get();
    }

    @Test
    void finds_nothing_in_random_workloads() {
        long positions = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORKLOADS; seed++) {
            Workload workload = FaultCampaign.random(seed);

            FaultCampaign campaign = FaultCampaign.of(workload, List.of(FaultKind.values()), 1, () -> true, done -> {});

            assertThat(campaign.found())
                    .as(
                            "seed %d: %s",
                            seed,
                            campaign.found()
                                    .map(found -> found.kind() + " at " + found.at() + " of\n"
                                            + String.join("\n", CaseWriter.write(found.workload()))))
                    .isEmpty();
            assertThat(campaign.isWhole()).isTrue();
            positions += campaign.positions();
        }
        assertThat(positions).isGreaterThan(100L * WORKLOADS);
    }

    @Test
    void the_planted_bug_is_found_wherever_a_job_is_freed() {
        assertThat(FaultRun.findsCanary(read(TWO_JOBS))).isTrue();
    }

    @Test
    void every_kind_that_can_happen_changes_the_run() {
        Workload workload = read(TWO_JOBS);
        List<String> sound = FaultFinding.repeat(workload, FaultKind.NOTHING, 2).trace();

        assertThat(FaultKind.values())
                .filteredOn(kind -> kind != FaultKind.NOTHING)
                .filteredOn(kind -> {
                    for (long at = 0; at < 12; at++) {
                        if (!FaultFinding.repeat(workload, kind, at).trace().equals(sound)) {
                            return false;
                        }
                    }
                    return true;
                })
                // Without a timeout there is nothing for a handler to do, without a teardown nothing to cancel; the
                // rest changes times
                // or nothing that a trace shows.
                .containsExactlyInAnyOrder(
                        FaultKind.COMPLETE_TWICE,
                        FaultKind.COMPLETE_THEN_FAIL,
                        FaultKind.COMPLETE_AFTER_FREE,
                        FaultKind.DEVICE_GONE,
                        FaultKind.NO_HANG,
                        FaultKind.COMPLETE_INSIDE_TIMEOUT,
                        FaultKind.RESET,
                        FaultKind.COMPLETE_AFTER_RESET,
                        FaultKind.SIGNAL,
                        FaultKind.THROW_IN_CANCEL,
                        FaultKind.THROW_IN_TIMEOUT,
                        FaultKind.SUSPEND,
                        FaultKind.NOT_ELIGIBLE,
                        FaultKind.LOWER_PRIORITY,
                        FaultKind.DEADLINE);
    }
}
