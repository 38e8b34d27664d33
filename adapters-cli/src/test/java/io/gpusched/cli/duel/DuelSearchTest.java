package io.gpusched.cli.duel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DuelSearchTest {
    private static final int CLIENTS = 4;
    private static final int JOBS = 10;
    private static final double LEAST = DuelSearch.USUAL_FACTOR;

    private static List<DuelFinding> search(Duel duel, SearchMethod method, long seed, int tries) {
        DuelSearch search = new DuelSearch(duel, method, LEAST, seed);
        DuelWorkload first = GeneratedWorkload.random(new SplittableRandom(seed), CLIENTS, JOBS);
        return search.run(first, until(search, tries, false), count -> {});
    }

    private static DuelSearch.Limit until(DuelSearch search, int tries, boolean leftLarge) {
        return new DuelSearch.Limit() {
            @Override
            public boolean isSearchOver() {
                return search.tries() >= tries;
            }

            @Override
            public boolean isShrinkingOver(int family, int families) {
                return leftLarge;
            }
        };
    }

    private static Duel duel(String first, String second) {
        return new Duel(DuelTest.policy(first), DuelTest.policy(second), DuelMeasure.FRAME);
    }

    @ParameterizedTest
    @CsvSource({"fair,fifo", "fifo,fair"})
    void at_least_three_families_are_found(String first, String second) {
        List<DuelFinding> found = search(duel(first, second), SearchMethod.EVOLUTION, 1, 3_000);

        assertThat(found).hasSizeGreaterThanOrEqualTo(3);
        assertThat(found).extracting(each -> each.result().family()).doesNotHaveDuplicates();
        assertThat(found).allSatisfy(each -> {
            assertThat(each.largest()).isGreaterThanOrEqualTo(LEAST);
            assertThat(each.result().factor()).isGreaterThanOrEqualTo(LEAST);
            assertThat(each.workload().jobs())
                    .isLessThanOrEqualTo(each.largeWorkload().jobs());
        });
    }

    @ParameterizedTest
    @EnumSource(SearchMethod.class)
    void newcomers_under_fair_are_found_unaided_and_made_three_jobs(SearchMethod method) {
        List<DuelFinding> found = search(duel("fair", "fifo"), method, 3, 2_000);

        assertThat(found)
                .filteredOn(each -> each.result().family() == Family.NEWCOMERS)
                .singleElement()
                .satisfies(each -> assertThat(each.workload().jobs()).isLessThanOrEqualTo(4))
                .satisfies(
                        each -> assertThat(Objects.requireNonNull(each.result().passed())
                                        .passers()
                                        .getFirst()
                                        .key())
                                .isNegative());
    }

    @Test
    void the_same_seed_finds_the_same() {
        assertThat(search(duel("fair", "rr"), SearchMethod.EVOLUTION, 5, 500))
                .isEqualTo(search(duel("fair", "rr"), SearchMethod.EVOLUTION, 5, 500));
    }

    @Test
    void what_is_not_worse_is_not_found() {
        // The measure is the same for everybody, and on one serial ring no order takes longer unless clients wait.
        Duel duel = new Duel(DuelTest.policy("fair"), DuelTest.policy("fifo"), DuelMeasure.THROUGHPUT);
        DuelSearch search = new DuelSearch(duel, SearchMethod.RANDOM, 2.0, 1);
        DuelWorkload first = GeneratedWorkload.random(new SplittableRandom(1), 2, 1);

        assertThat(search.run(first, until(search, 300, false), count -> {})).isEmpty();
    }

    @Test
    void a_search_that_is_over_leaves_the_workloads_as_large_as_they_are() {
        Duel duel = duel("fair", "fifo");
        DuelSearch search = new DuelSearch(duel, SearchMethod.RANDOM, LEAST, 1);
        DuelWorkload first = GeneratedWorkload.random(new SplittableRandom(1), CLIENTS, JOBS);

        List<DuelFinding> found = search.run(first, until(search, 500, true), count -> {});

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.workload()).isEqualTo(each.largeWorkload()));
    }

    @Test
    void every_workload_that_is_drawn_changed_or_crossed_keeps_the_rules_and_the_limits() {
        SplittableRandom random = new SplittableRandom(7);
        DuelWorkload candidate = GeneratedWorkload.random(random, CLIENTS, JOBS);
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            candidate = i % 3 == 0
                    ? candidate.crossed(candidate.fresh(random), random)
                    : i % 50 == 1 ? candidate.fresh(random) : candidate.mutated(random);
            Workload workload = candidate.workload();
            if (!WorkloadRules.brokenBy(workload).isEmpty()
                    || workload.jobs() > (long) CLIENTS * JOBS
                    || workload.clients().stream().distinct().count() > CLIENTS) {
                broken.add(candidate.toString());
            }
        }

        assertThat(broken).isEmpty();
    }
}
