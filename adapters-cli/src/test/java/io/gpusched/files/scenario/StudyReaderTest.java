package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.files.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyReaderTest {
    private static final String LEAST = """
            workloads:
              - {name: a, file: a.yaml}
            measures: [p99]
            """;

    private static List<String> problems(String text) {
        return StudyReader.read("s.yaml", text)
                .getError()
                .map(Problem::toString)
                .asJava();
    }

    @Test
    void what_is_left_out_has_its_default() {
        StudyPlan plan = StudyReader.read("s.yaml", LEAST).get();

        assertThat(plan.policies()).isEmpty();
        assertThat(plan.credits()).isEmpty();
        assertThat(plan.rings()).containsExactly(1);
        assertThat(plan.speeds()).containsExactly(100);
        assertThat(plan.commonRandomNumbers()).isTrue();
        assertThat(plan.warmUpNanos()).isZero();
        assertThat(plan.effort()).isEqualTo(new StudyPlan.Effort(20, 20, 1, 1));
        assertThat(plan.stop()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "credits: [1, 0] ~ s.yaml:4:14: 'credits' has '0'; expected a whole number from 1 to 1000000",
                "credits: [2, 2] ~ s.yaml:4:14: 'credits' names a value twice; remove one",
                "policy: [fifo, fairr] ~ s.yaml:4:16: 'policy' has 'fairr'; did you mean 'fair'? expected one of rr, fifo, fair, sfq, "
                        + "sfq-strict",
                "polcy: fifo ~ s.yaml:4:1: 'polcy' is not a key of a study; did you mean 'policy'? expected one of workloads, policy, "
                        + "credits, rings, speed, weights, priorities, measures, seed, random_numbers, warm_up, replications, stop",
                "warm_up: -1s ~ s.yaml:4:10: 'warm_up' is '-1s'; expected a number with us, ms or s, in whole microseconds, as in 250us, "
                        + "16.7ms or 2s, from 0s to 3600s",
                "replications: {at_least: 10, at_most: 5} ~ s.yaml:4:39: 'at_most' is 5, fewer than 'at_least', which is 10; expected as "
                        + "many or more",
                "replications: {at_least: 1} ~ s.yaml:4:26: 'at_least' is '1'; expected a whole number from 2 to 10000000",
                "weights: [{client: x, values: []}] ~ s.yaml:4:31: 'values' is an empty list; expected at least one item",
            })
    void what_is_wrong_is_said_with_its_place(String line, String message) {
        assertThat(problems(LEAST + line)).contains(message);
    }

    @Test
    void a_measure_that_is_none_is_said_with_what_is_one() {
        assertThat(problems(LEAST.replace("[p99]", "[p98]")))
                .singleElement()
                .asString()
                .startsWith("s.yaml:3:12: 'measures' has 'p98'; expected mean, p50,");
    }

    @Test
    void a_stop_rule_is_about_a_measure_and_has_a_limit() {
        assertThat(problems(LEAST
                        + "replications: {at_least: 5, at_most: 9}\nstop: {measure: mean, half_width_percent: 5}"))
                .containsExactly(
                        "s.yaml:5:17: the stop rule is about 'mean', which is not among the measures; expected one of p99");
        assertThat(problems(LEAST + "replications: {at_least: 5}\nstop: {measure: p99, half_width_percent: 5}"))
                .containsExactly(
                        "s.yaml:4:15: 'stop' can only end a study before 'at_most'; say how many replications it may take at most");
    }

    @Test
    void a_cost_is_recorded_or_modelled() {
        String both = LEAST.replace("a.yaml}", "a.csv, cost: {recorded: true, fixed: 1ms}}");
        String neither = LEAST.replace("a.yaml}", "a.csv, cost: {slots: 2}}");

        assertThat(problems(both))
                .isEqualTo(problems(neither))
                .singleElement()
                .asString()
                .contains("either 'recorded");
    }

    @Test
    void more_settings_than_anybody_waits_for_are_refused() {
        StringBuilder credits = new StringBuilder("1");
        for (int i = 2; i <= 4_000; i++) {
            credits.append(',').append(i);
        }

        assertThat(problems(LEAST + "policy: [rr, fifo, fair]\ncredits: [" + credits + "]"))
                .containsExactly("s.yaml:1:1: this study has 12000 settings of each workload; expected at most 10000");
    }
}
