package io.gpusched.cli.duel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.duel.RunDifference.Side;
import io.gpusched.cli.duel.RunDifference.Whereabouts;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.eventfile.RunHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDifferenceTest {
    private static final String THREE = """
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            entity 2 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=10000
            at 1000 push job=1 entity=1 credits=1 duration_us=10000
            at 2000 push job=2 entity=2 credits=1 duration_us=10000
            """;

    private static Side side(Workload workload, String policy) {
        Workload played = workload.withPolicy(DuelTest.policy(policy));
        List<Event> events = new ArrayList<>();
        Simulation.play(played, LinuxBugs.MENDED, events::add);
        return new Side(RunHeader.of("virtual-time", played), events);
    }

    private static RunDifference difference(Workload workload, String a, String b) {
        return RunDifference.of(side(workload, a), side(workload, b));
    }

    @Test
    void the_first_decision_that_differs_has_what_each_chose_and_both_keys() {
        RunDifference.Parting parting = difference(DuelTest.workload(THREE, "A", "B", "C"), "fair", "fifo")
                .parting()
                .orElseThrow();
        RunDifference.Choice fair = parting.first().orElseThrow();
        RunDifference.Choice fifo = parting.second().orElseThrow();

        assertThat(parting.same()).isEqualTo(1);
        assertThat(fair.nanos()).isEqualTo(fifo.nanos()).isEqualTo(10_000_000);
        assertThat(fair.job()).isEqualTo(2);
        assertThat(fair.place())
                .isNotNull()
                .satisfies(place -> assertThat(place.key()).isEqualTo(-1));
        assertThat(fair.otherClient()).isEqualTo("B");
        assertThat(fair.whereabouts()).isEqualTo(Whereabouts.WAITED);
        assertThat(fair.otherPlace())
                .isNotNull()
                .satisfies(place -> assertThat(place.key()).isZero());
        assertThat(fifo.job()).isEqualTo(1);
        assertThat(fifo.place())
                .isNotNull()
                .satisfies(place -> assertThat(place.key()).isEqualTo(1_000_000));
    }

    @Test
    void gain_and_loss_are_those_of_each_client_and_their_parts_say_of_what() {
        RunDifference difference = difference(DuelTest.workload(THREE, "A", "B", "C"), "fair", "fifo");

        assertThat(difference.clients())
                .extracting(RunDifference.ClientChange::nanos)
                .containsExactly(0L, -10_000_000L, 10_000_000L);
        assertThat(difference.clients().get(1).parts()).singleElement().satisfies(part -> {
            assertThat(part.example()).isInstanceOf(WaitPart.LostTo.class);
            assertThat(part.nanos()).isEqualTo(-10_000_000);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fair fifo", "rr fair", "fifo sfq"})
    void the_parts_sum_to_the_difference_in_random_runs(String policies) {
        String[] two = policies.split(" ");
        List<String> wrong = new ArrayList<>();
        int partings = 0;
        for (long seed = 0; seed < 200; seed++) {
            RunDifference difference = difference(WorkloadGenerator.generate(seed, 30), two[0], two[1]);
            partings += difference.parting().isPresent() ? 1 : 0;
            for (RunDifference.ClientChange client : difference.clients()) {
                long sum = client.parts().stream()
                        .mapToLong(RunDifference.Contribution::nanos)
                        .sum();
                if (sum != client.nanos()) {
                    wrong.add("seed " + seed + ": " + client);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(partings).isPositive();
    }

    @Test
    void a_run_does_not_differ_from_itself_and_does_from_one_that_lacks_its_end() {
        Side whole = side(DuelTest.workload(THREE, "A", "B", "C"), "rr");
        int lastRun = 0;
        for (int i = 0; i < whole.events().size(); i++) {
            lastRun = whole.events().get(i) instanceof Event.JobRun ? i : lastRun;
        }
        Side cut = new Side(whole.header(), whole.events().subList(0, lastRun));

        assertThat(RunDifference.of(whole, whole).isNone()).isTrue();
        assertThat(RunDifference.of(whole, cut).isNone()).isFalse();
        assertThat(RunDifference.of(whole, cut).onlyInFirst()).isEqualTo(1);
        assertThat(RunDifference.of(whole, cut).parting().orElseThrow().second())
                .isEmpty();
    }

    @Test
    void a_job_that_was_not_queued_yet_or_was_behind_others_is_not_said_to_have_waited() {
        Workload closed = DuelTest.workload("""
                policy fifo
                scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
                entity 0 priority=normal schedulers=0
                entity 1 priority=normal schedulers=0
                at 0 push job=0 entity=0 credits=1 duration_us=4000
                at 0 push job=1 entity=0 credits=1 duration_us=4000
                at 0 push job=2 entity=0 credits=1 duration_us=4000
                at 1000 client entity=1 first_job=3 jobs=1 job_us=1000 wait_us=0 sync=1 cycles=2
                """, "A", "B");
        List<Whereabouts> seen = new ArrayList<>();
        for (String other : List.of("fair", "rr")) {
            difference(closed, "fifo", other).parting().ifPresent(parting -> {
                parting.first().ifPresent(each -> seen.add(each.whereabouts()));
                parting.second().ifPresent(each -> seen.add(each.whereabouts()));
            });
        }

        assertThat(seen).isNotEmpty().doesNotContain(Whereabouts.ELSEWHERE);
    }
}
