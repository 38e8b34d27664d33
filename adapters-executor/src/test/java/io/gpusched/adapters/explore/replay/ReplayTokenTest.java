package io.gpusched.adapters.explore.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.SmallDevice;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.order.Timing;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A token is one short word that holds everything. */
class ReplayTokenTest {
    private static Finding finding(List<Integer> choices) {
        return new Finding(new Violation(Rule.ofScenario("a rule"), "something", 1), null, choices, List.of());
    }

    @Test
    void what_is_written_is_read_again() {
        Random lots = new Random(5);
        for (long seed = 0; seed < 500; seed++) {
            Workload workload = ReplayToken.unnamed(WorkloadGenerator.generate(seed, 1 + (int) (seed % 12)));
            List<Integer> choices =
                    new ArrayList<>(lots.ints(lots.nextInt(20), 0, 4).boxed().toList());
            choices.add(1);
            Rules rules = new Rules(Queues.UNORDERED, Timing.ALL_LATE);
            ReplayToken token =
                    new ReplayToken(new ReplayToken.Subject.Inline(workload), rules, choices, (int) seed * 31);

            ReplayToken read = ReplayToken.parse(token.text());

            assertThat(read).as("seed %d", seed).isEqualTo(token);
            assertThat(token.text()).matches("[A-Za-z0-9_-]+");
        }
    }

    @Test
    void a_handful_of_jobs_fits_into_two_hundred_characters_and_more_is_named_by_a_fingerprint() {
        Workload small = ReplayToken.unnamed(WorkloadGenerator.generate(3, 4));
        Workload large = WorkloadGenerator.generate(3, 200);

        ReplayToken inline = ReplayToken.of(small, Rules.KEPT, finding(List.of(0, 0, 1, 0, 2)));
        ReplayToken elsewhere = ReplayToken.of(large, Rules.KEPT, finding(List.of(0, 0, 1, 0, 2)));

        assertThat(inline.subject()).isEqualTo(new ReplayToken.Subject.Inline(small));
        assertThat(elsewhere.subject()).isInstanceOf(ReplayToken.Subject.Elsewhere.class);
        assertThat(List.of(inline.text(), elsewhere.text()))
                .allMatch(text -> text.length() <= ReplayToken.MOST_CHARACTERS);
    }

    @Test
    void a_token_that_was_cut_or_changed_is_refused() {
        String text = ReplayToken.of(new ReplayToken.Subject.Named("somebody"), Rules.KEPT, finding(List.of(1, 2, 3)))
                .text();

        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatIllegalArgumentException().isThrownBy(() -> ReplayToken.parse(cut));
        }
        assertThat(text.length() % 4)
                .as("the last letter has bits that stand for nothing")
                .isNotZero();
        char last = (char) (text.charAt(text.length() - 1) + 1);
        String padded = text.substring(0, text.length() - 1) + last;
        assertThatIllegalArgumentException().isThrownBy(() -> ReplayToken.parse(padded));
        for (String other : List.of("", "?", text + "A", "x" + text.substring(1), "AAAA")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ReplayToken.parse(other));
        }
    }

    @Test
    void a_finding_is_repeated_exactly_and_a_change_of_the_code_is_noticed() {
        Scenario scenario = stage -> new SmallDevice(
                        stage,
                        new SmallDevice.Forgetful(stage.hardwareSide("ring").timers()))
                .submitThree(stage);
        Finding found = new Explorer(
                        scenario, Rules.KEPT, new Strategy.SeededRandom(1), Limits.ofSchedules(1_000), () -> 0)
                .explore()
                .finding();
        ReplayToken token =
                ReplayToken.parse(ReplayToken.of(new ReplayToken.Subject.Named("forgetful"), Rules.KEPT, found)
                        .text());

        Replayed same = Replayed.of(scenario, Rules.KEPT, token);
        Replayed mended = Replayed.of(SmallDevice::threeJobs, Rules.KEPT, token);

        assertThat(same.same()).isTrue();
        assertThat(same.violation()).isEqualTo(found.violation());
        assertThat(same.steps()).isEqualTo(found.steps());
        assertThat(mended.same()).isFalse();
        assertThat(mended.violation()).isNull();
    }
}
