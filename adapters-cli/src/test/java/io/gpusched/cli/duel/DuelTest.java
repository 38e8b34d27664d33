package io.gpusched.cli.duel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.NearestCase;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DuelTest {
    private static final double EXACT = 1e-9;
    private static final String RING = """
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            entity 2 priority=low schedulers=0
            """;

    /** While A's first job runs its second waits; B, and then C, come later. */
    private static final String NEWCOMER = RING + """
            at 0 push job=0 entity=0 credits=1 duration_us=4000
            at 1000 push job=1 entity=0 credits=1 duration_us=2000
            at 2000 push job=2 entity=1 credits=1 duration_us=6000
            """;

    static Policy policy(String label) {
        return Objects.requireNonNull(Policies.of(label));
    }

    static Workload workload(String text, String... clients) {
        List<String> names = new ArrayList<>(List.of(clients));
        return NearestCase.read(text, Inside.PROVIDERS)
                .orElseThrow()
                .withEntities(line -> line.withName(names.removeFirst()));
    }

    private static Duel.Result result(DuelMeasure measure, String first, String second, String text) {
        return Objects.requireNonNull(
                new Duel(policy(first), policy(second), measure).of(workload(text, "A", "B", "C")));
    }

    @Nested
    class What_is_measured {
        @Test
        void is_the_mean_time_of_the_frames_of_a_client() {
            Duel.Result result = result(DuelMeasure.FRAME, "fair", "fifo", NEWCOMER);

            // A's frames: 4 and 11 ms under fair, 4 and 5 ms under fifo.
            assertThat(result.loser().client()).isEqualTo("A");
            assertThat(result.loser().underFirst()).isEqualTo(7.5e6, within(EXACT));
            assertThat(result.loser().underSecond()).isEqualTo(4.5e6, within(EXACT));
            assertThat(result.factor()).isEqualTo(7.5 / 4.5, within(EXACT));
        }

        @Test
        void is_the_longest_of_few_frames() {
            Duel.Result result = result(DuelMeasure.P99, "fair", "fifo", NEWCOMER);

            assertThat(result.loser().underFirst()).isEqualTo(11e6, within(EXACT));
            assertThat(result.loser().underSecond()).isEqualTo(5e6, within(EXACT));
        }

        @Test
        void is_the_time_until_a_client_is_through() {
            assertThat(result(DuelMeasure.FINISH, "fair", "fifo", NEWCOMER).factor())
                    .isEqualTo(2, within(EXACT));
        }

        @Test
        void is_the_time_for_all_jobs_which_is_the_same_if_the_ring_is_never_idle() {
            assertThat(result(DuelMeasure.THROUGHPUT, "fair", "fifo", NEWCOMER).factor())
                    .isEqualTo(1, within(EXACT));
        }

        @Test
        void is_the_share_of_the_ring_until_the_first_client_is_through() {
            Duel.Result result = result(DuelMeasure.SHARE, "fair", "fifo", NEWCOMER);

            // B is through at 10 ms under fair: A had 4 of them. A is through at 6 ms under fifo, and had all.
            assertThat(result.loser().client()).isEqualTo("A");
            assertThat(result.factor()).isEqualTo(2.5, within(EXACT));
        }

        @Test
        void takes_jobs_that_wait_for_one_another_as_one_frame() {
            String chained = RING + """
                    at 0 push job=0 entity=0 credits=1 duration_us=4000
                    at 1000 push job=1 entity=1 credits=1 duration_us=2000 deps=j0
                    """;
            Duel duel = new Duel(policy("fair"), policy("fifo"), DuelMeasure.FRAME);

            assertThat(Objects.requireNonNull(duel.of(workload(chained, "A", "A", "C")))
                            .loser()
                            .underFirst())
                    .isEqualTo(6e6, within(EXACT));
            assertThat(Objects.requireNonNull(duel.of(workload(chained, "A", "B", "C")))
                            .clients())
                    .extracting(Duel.Fortune::underFirst)
                    .containsExactly(4e6, 5e6);
        }

        @ParameterizedTest
        @EnumSource(DuelMeasure.class)
        void is_the_same_for_a_policy_and_itself(DuelMeasure measure) {
            Duel.Result same = result(measure, "rr", "rr", NEWCOMER);

            assertThat(same.clients())
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each.factor()).isEqualTo(1, within(EXACT)));
            assertThat(same.passed()).isNull();
        }

        @Test
        void is_nothing_without_jobs() {
            assertThat(new Duel(policy("fair"), policy("fifo"), DuelMeasure.FRAME).of(workload(RING, "A", "B", "C")))
                    .isNull();
        }
    }

    @Nested
    class The_family {
        @Test
        void is_newcomers_if_what_was_queued_later_by_an_idle_entity_goes_first() {
            Duel.Result result = result(DuelMeasure.FRAME, "fair", "fifo", NEWCOMER);
            Duel.Passed passed = Objects.requireNonNull(result.passed());

            assertThat(result.family()).isEqualTo(Family.NEWCOMERS);
            assertThat(passed.job()).isEqualTo(1);
            assertThat(passed.passers()).extracting(Duel.Passer::job).containsExactly(2L);
            assertThat(passed.passers().getFirst().key()).isEqualTo(-1);
        }

        @Test
        void is_first_come_seen_from_the_newcomer() {
            assertThat(result(DuelMeasure.FRAME, "fifo", "fair", NEWCOMER).family())
                    .isEqualTo(Family.FIRST_COME);
        }

        @Test
        void is_backlog_if_jobs_go_first_that_were_queued_behind_others() {
            String backlog = RING + """
                    at 0 push job=0 entity=0 credits=1 duration_us=4000
                    at 0 push job=1 entity=0 credits=1 duration_us=4000
                    at 0 push job=2 entity=0 credits=1 duration_us=4000
                    at 1000 push job=3 entity=1 credits=1 duration_us=1000
                    """;

            assertThat(result(DuelMeasure.FRAME, "fifo", "rr", backlog).family())
                    .isEqualTo(Family.BACKLOG);
            assertThat(result(DuelMeasure.FRAME, "rr", "fifo", backlog).family())
                    .isEqualTo(Family.NEWCOMERS);
        }

        @Test
        void is_urgency_or_leniency_if_priorities_differ() {
            String priorities = RING + """
                    at 0 push job=0 entity=0 credits=1 duration_us=4000
                    at 0 push job=1 entity=0 credits=1 duration_us=4000
                    at 0 push job=2 entity=0 credits=1 duration_us=4000
                    at 0 push job=3 entity=0 credits=1 duration_us=4000
                    at 0 push job=4 entity=2 credits=1 duration_us=1000
                    """;

            assertThat(result(DuelMeasure.FRAME, "fifo", "fair", priorities).family())
                    .isEqualTo(Family.URGENCY);
            assertThat(result(DuelMeasure.FRAME, "fair", "fifo", priorities).family())
                    .isEqualTo(Family.LENIENCY);
        }

        @Test
        void is_taking_turns_if_later_jobs_of_a_waiting_entity_go_first() {
            String turns = RING + """
                    at 0 push job=0 entity=0 credits=1 duration_us=1000
                    at 0 push job=1 entity=0 credits=1 duration_us=1000
                    at 0 push job=2 entity=0 credits=1 duration_us=1000
                    at 0 push job=3 entity=0 credits=1 duration_us=1000
                    at 0 push job=4 entity=0 credits=1 duration_us=1000
                    at 0 push job=5 entity=0 credits=1 duration_us=1000
                    at 0 push job=6 entity=1 credits=1 duration_us=1000
                    at 500 push job=7 entity=1 credits=1 duration_us=1000
                    at 500 push job=8 entity=1 credits=1 duration_us=1000
                    at 500 push job=9 entity=1 credits=1 duration_us=1000
                    """;

            assertThat(result(DuelMeasure.FRAME, "rr", "fifo", turns).family()).isEqualTo(Family.TAKING_TURNS);
        }

        @Test
        void is_knock_on_if_no_job_that_waited_was_passed() {
            assertThat(result(DuelMeasure.FRAME, "fifo", "rr", RING + """
                    at 0 push job=0 entity=0 credits=1 duration_us=1000
                    """).family())
                    .isEqualTo(Family.KNOCK_ON);
        }
    }
}
