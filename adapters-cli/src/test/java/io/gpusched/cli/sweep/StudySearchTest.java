package io.gpusched.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.sweep.StudySearch.GoalState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudySearchTest {
    private static final int SEARCHES = 400;

    /** Four settings: credits 1, 2, 3, 4. */
    private static final Study STUDY = Studies.of("""
            workloads: [{name: w, file: f}]
            credits: [1, 2, 3, 4]
            measures: [p99, throughput]
            replications: {at_least: 10, at_most: 10000}
            """, "rings: [{name: r}]\nentities: [{name: e}]\n");

    private static StudyGoal goal(String text) {
        return Objects.requireNonNull(StudyGoal.of(text));
    }

    private static SettingCost cost(String text) {
        return Objects.requireNonNull(SettingCost.of(text));
    }

    /** Feeds replications with the given means to a search until its answer is clear; part of the noise is common to all settings. */
    private static StudySearch searched(StudySearch search, long seed, double noise, double... means) {
        Random random = new Random(seed);
        for (int r = 0; r < 10_000 && !search.answer().isClear(); r++) {
            double common = random.nextGaussian() * noise;
            List<Study.Row> rows = new ArrayList<>();
            for (int i = 0; i < means.length; i++) {
                double value = means[i] + common + random.nextGaussian() * noise;
                rows.add(new Study.Row(r, i, List.of(value, 100 - 2 * value)));
            }
            search.add(rows);
        }
        return search;
    }

    private static int chosen(StudySearch search) {
        SweepSetting setting = search.answer().setting();
        return setting == null ? 0 : setting.credits();
    }

    @Test
    void the_cheapest_setting_that_keeps_the_goal_is_found_as_often_as_promised() {
        int right = 0;
        int replications = 0;
        for (long seed = 0; seed < SEARCHES; seed++) {
            // The limit is 10, and means within 5 % of it could go either way.
            StudySearch search = searched(
                    new StudySearch(STUDY, goal("p99 < 10ms"), cost("credits"), 0.05), seed, 1.5, 12, 10.5, 9.5, 8);
            right += chosen(search) == 3 ? 1 : 0;
            replications += search.replications();
        }

        assertThat(100.0 * right / SEARCHES).isGreaterThanOrEqualTo(95);
        assertThat(replications / SEARCHES).as("it stops when it is clear").isBetween(10, 500);
    }

    @Test
    void the_best_by_a_measure_is_chosen_as_often_as_promised() {
        int right = 0;
        for (long seed = 0; seed < SEARCHES; seed++) {
            // Throughput is 100 - 2 p99: the last setting has the highest, and the first keeps the goal no more.
            StudySearch search = searched(
                    new StudySearch(STUDY, goal("p99 < 20ms"), cost("throughput"), 0.02), seed, 1, 25, 12, 11, 10);
            right += chosen(search) == 4 ? 1 : 0;
        }

        assertThat(100.0 * right / SEARCHES).isGreaterThanOrEqualTo(95);
    }

    @Test
    void noise_takes_more_replications_and_a_clear_case_few() {
        StudySearch clear =
                searched(new StudySearch(STUDY, goal("p99 < 10ms"), cost("credits"), 0.05), 1, 0.1, 5, 5, 5, 5);
        StudySearch noisy =
                searched(new StudySearch(STUDY, goal("p99 < 10ms"), cost("credits"), 0.05), 1, 3, 9, 9, 9, 9);

        assertThat(clear.replications()).isEqualTo(10);
        assertThat(noisy.replications()).isGreaterThan(clear.replications());
        assertThat(chosen(clear)).isEqualTo(1);
    }

    @Test
    void where_no_setting_keeps_the_goal_there_is_no_answer() {
        StudySearch search =
                searched(new StudySearch(STUDY, goal("p99 > 10ms"), cost("credits"), 0.05), 1, 1, 5, 5, 5, 5);

        assertThat(search.answer()).isEqualTo(new StudySearch.Answer(null, true));
        assertThat(STUDY.settings()).allMatch(each -> search.verdict(each) == GoalState.MISSES);
        assertThat(STUDY.settings()).allMatch(each -> search.decidedAfter(each) >= 10);
    }

    @Test
    void settings_that_are_equal_to_the_last_bit_do_not_go_on_for_ever() {
        StudySearch search = new StudySearch(STUDY, goal("p99 < 10ms"), cost("p99"), 0.05);

        searched(search, 1, 0, 5, 5, 5, 5);

        assertThat(search.answer().isClear()).isTrue();
        assertThat(chosen(search)).isEqualTo(1);
    }

    @Test
    void it_is_not_clear_before_there_are_enough_replications() {
        StudySearch search = new StudySearch(STUDY, goal("p99 < 10ms"), cost("credits"), 0.05);

        assertThat(search.answer()).isEqualTo(new StudySearch.Answer(null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "p99(a b) < 8ms, p99(a b) < 8 ms",
        "wait.mean<0.5s, wait.mean < 500 ms",
        "throughput > 400, throughput > 400 jobs/s"
    })
    void a_goal_is_read(String text, String shown) {
        assertThat(goal(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "p99", "p99 = 8ms", "p99 < 8", "throughput > 4ms", "p98 < 8ms", "p99 < 0ms", "p99 < -1ms"})
    void what_is_no_goal_is_refused(String text) {
        assertThat(StudyGoal.of(text)).isNull();
    }
}
