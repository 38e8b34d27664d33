package io.gpusched.cli.duel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.cli.duel.NearbyWorkload.Edit;
import io.gpusched.domain.order.Priority;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearbyWorkloadTest {
    private static final Workload GIVEN = DuelTest.workload("""
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            entity 2 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=4000
            at 1000 push job=1 entity=1 credits=1 duration_us=2000 deps=j0
            at 3000 client entity=2 first_job=2 jobs=1 job_us=500 wait_us=100 sync=1 cycles=3
            """, "game", "game", "desktop");

    private static Workload with(Edit... edits) {
        return new NearbyWorkload(GIVEN, List.of(edits)).workload();
    }

    @Test
    void without_a_change_it_is_what_was_given() {
        assertThat(with()).isEqualTo(GIVEN);
    }

    @Test
    void a_priority_is_that_of_all_entities_of_a_client() {
        assertThat(with(new Edit.Prioritised("game", Priority.LOW)).entities())
                .extracting(Workload.EntityLine::priority)
                .containsExactly(Priority.LOW, Priority.LOW, Priority.NORMAL);
    }

    @Test
    void longer_jobs_are_those_of_one_client() {
        List<Step> steps = with(new Edit.Scaled("game", 1.25)).steps().stream()
                .map(Workload.TimedStep::step)
                .toList();

        assertThat(((Step.Push) steps.get(0)).work().durationNanos()).isEqualTo(5_000_000);
        assertThat(((Step.Push) steps.get(1)).work().durationNanos()).isEqualTo(2_500_000);
        assertThat(steps.get(2)).isEqualTo(GIVEN.steps().get(2).step());
    }

    @Test
    void a_client_that_is_there_twice_waits_for_its_own_jobs() {
        Workload twice = with(new Edit.Doubled("game", 4));
        Step.Push second = (Step.Push) twice.steps().getLast().step();

        assertThat(twice.clients()).containsExactly("game", "game", "desktop", "game'", "game'");
        assertThat(twice.steps()).hasSize(5);
        assertThat(twice.steps().getLast().atNanos()).isEqualTo(5_000_000);
        assertThat(second.entity()).isEqualTo(4);
        assertThat(second.dependencies()).containsExactly(new Dependency.Finished(5));
    }

    @Test
    void a_client_that_is_left_out_submits_nothing() {
        assertThat(with(new Edit.LeftOut("game")).jobs()).isEqualTo(3);
    }

    @Test
    void however_often_it_is_changed_it_stays_near() {
        SplittableRandom random = new SplittableRandom(1);
        DuelWorkload candidate = new NearbyWorkload(GIVEN, List.of());
        for (int i = 0; i < 500; i++) {
            candidate = i % 4 == 0 ? candidate.crossed(candidate.fresh(random), random) : candidate.mutated(random);

            assertThat(candidate).isInstanceOfSatisfying(NearbyWorkload.class, near -> {
                assertThat(near.edits()).hasSizeLessThanOrEqualTo(NearbyWorkload.MOST_EDITS);
                assertThat(near.given()).isEqualTo(GIVEN);
            });
        }
        assertThat(WorkloadRules.unplayable(candidate.workload())).isEmpty();
    }
}
