package io.gpusched.adapters.explore.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.SmallDevice;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.QueueOrder;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A token is one short word that holds everything. */
class ReplayTokenTest {
    private static Finding finding(List<Integer> choices) {
        return new Finding(new Violation(Rule.ofScenario("a rule"), "something", 1), null, choices, List.of());
    }

    private static final String THREE_JOBS = """
            policy fifo
            scheduler 0 credits=2 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=10
            at 0 push job=1 entity=0 credits=1 duration_us=10
            at 5 push job=2 entity=1 credits=1 duration_us=10 deps=j0
            """;

    private static String jobs(int count) {
        StringBuilder text = new StringBuilder(THREE_JOBS);
        for (int job = 3; job < count; job++) {
            text.append("at ").append(job * 7 % 13 + job).append(" push job=").append(job);
            text.append(" entity=1 credits=1 duration_us=")
                    .append(job * 31 % 97)
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void what_is_written_is_read_again() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            List<Integer> choices = new ArrayList<>(
                    random.ints(random.nextInt(20), 0, 4).boxed().toList());
            choices.add(1);
            Guarantees guarantees = new Guarantees(QueueOrder.values()[i % 3].queues(), Lateness.values()[i / 3 % 3]);
            ReplayToken.Subject subject = switch (i % 4) {
                case 0 -> new ReplayToken.Subject.Case(jobs(3 + i % 5));
                case 1 -> new ReplayToken.Subject.Named("a_test");
                case 2 -> new ReplayToken.Subject.Elsewhere(random.nextLong());
                default -> new ReplayToken.Subject.WithChoicesElsewhere(random.nextLong());
            };
            ReplayToken token = new ReplayToken(subject, guarantees, choices, random.nextInt());

            ReplayToken read = ReplayToken.parse(token.text());

            boolean hasChoices = !(subject instanceof ReplayToken.Subject.WithChoicesElsewhere);
            assertThat(hasChoices ? read : read.withChoices(token.choicesText()))
                    .isEqualTo(token);
            assertThat(token.text()).matches("[A-Za-z0-9_-]+");
        }
    }

    @Test
    void it_takes_the_first_form_that_fits_into_two_hundred_characters() {
        List<Integer> few = List.of(0, 0, 1, 0, 2);
        List<Integer> many = new Random(1).ints(400, 1, 9).boxed().toList();

        ReplayToken inside = ReplayToken.of(THREE_JOBS, Guarantees.KEPT, finding(few));
        ReplayToken elsewhere = ReplayToken.of(jobs(200), Guarantees.KEPT, finding(few));
        ReplayToken both = ReplayToken.of(jobs(200), Guarantees.KEPT, finding(many));

        assertThat(inside.subject()).isEqualTo(new ReplayToken.Subject.Case(THREE_JOBS));
        assertThat(elsewhere.subject()).isInstanceOf(ReplayToken.Subject.Elsewhere.class);
        assertThat(both.subject()).isInstanceOf(ReplayToken.Subject.WithChoicesElsewhere.class);
        assertThat(List.of(inside.text(), elsewhere.text(), both.text()))
                .allMatch(text -> text.length() <= ReplayToken.MOST_CHARACTERS);
        assertThat(inside.text()).hasSizeLessThan(110);
    }

    @Test
    void it_is_about_one_file_and_one_list_of_choices() {
        ReplayToken elsewhere = ReplayToken.of(jobs(200), Guarantees.KEPT, finding(List.of(1)));
        ReplayToken both = ReplayToken.of(
                jobs(200),
                Guarantees.KEPT,
                finding(new Random(1).ints(400, 1, 9).boxed().toList()));

        assertThat(elsewhere.isOf(jobs(200))).isTrue();
        assertThat(elsewhere.isOf(jobs(201))).isFalse();
        assertThat(both.isOf(jobs(200))).isTrue();
        assertThat(both.withChoices("0:1").isOf(jobs(200))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> both.withChoices("AAB"));
    }

    @Test
    void queues_without_a_name_of_their_own_are_for_named_scenarios_only() {
        Guarantees own = new Guarantees(Queues.parse("ordered timeout=concurrent overlapping"), Lateness.NONE);
        Finding finding = finding(List.of(1));

        ReplayToken named = ReplayToken.of(new ReplayToken.Subject.Named("exhibit"), own, finding);

        assertThat(ReplayToken.parse(named.text()).guarantees().lateness()).isEqualTo(Lateness.NONE);
        assertThatIllegalStateException().isThrownBy(() -> ReplayToken.of(THREE_JOBS, own, finding));
    }

    @Test
    void a_token_that_was_cut_or_changed_is_refused() {
        String text = Stream.of("a", "ab", "abc", "abcd", "abcde")
                .map(name -> ReplayToken.of(
                                new ReplayToken.Subject.Named(name), Guarantees.KEPT, finding(List.of(1, 2, 3)))
                        .text())
                .filter(each -> each.length() % 4 != 0)
                .findFirst()
                .orElseThrow();

        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatIllegalArgumentException().isThrownBy(() -> ReplayToken.parse(cut));
        }
        // The last letter has bits that stand for nothing.
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
                        scenario, Guarantees.KEPT, SearchSettings.random(1), Limits.ofSchedules(1_000), () -> 0)
                .explore()
                .finding();
        ReplayToken token =
                ReplayToken.parse(ReplayToken.of(new ReplayToken.Subject.Named("forgetful"), Guarantees.KEPT, found)
                        .text());

        Replayed same = Replayed.of(scenario, Guarantees.KEPT, token);
        Replayed mended = Replayed.of(SmallDevice::threeJobs, Guarantees.KEPT, token);

        assertThat(same.same()).isTrue();
        assertThat(same.violation()).isEqualTo(found.violation());
        assertThat(same.steps()).isEqualTo(found.steps());
        assertThat(mended.same()).isFalse();
        assertThat(mended.violation()).isNull();
    }

    @Test
    void a_short_word_cannot_ask_for_a_great_many_choices() {
        String bomb = "queue ordered\nlate work\ncheck 00000000\nchoices "
                + "99999:1 ".repeat(300).strip() + "\n" + THREE_JOBS;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayToken.parse(PackedText.pack(bomb)))
                .withMessageContaining("more than 1000000 choices");
    }
}
