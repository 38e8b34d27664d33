package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The book lists each rule once, below one subject; its order decides what is reported first; and each rule has a planted fault. */
final class RuleBookTest {
    static List<Subject> subjects() {
        return RuleBook.subjects();
    }

    private static String subjectOf(Rule rule) {
        return rule.id().substring(0, rule.id().indexOf('.'));
    }

    private static List<Field> rulesDeclaredIn(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(each -> each.getType() == Rule.class && Modifier.isStatic(each.getModifiers()))
                .toList();
    }

    @Test
    void every_rule_has_an_id_of_its_own() {
        assertThat(RuleBook.all()).extracting(Rule::id).doesNotHaveDuplicates();
    }

    @Test
    void every_rule_belongs_to_exactly_one_subject() {
        Map<String, Subject> owners = new HashMap<>();

        assertThat(subjects()).hasSize(Subject.class.getPermittedSubclasses().length);
        assertThat(subjects())
                .allSatisfy(subject -> assertThat(subject.rules())
                        .isNotEmpty()
                        .allSatisfy(rule -> assertThat(owners.computeIfAbsent(subjectOf(rule), it -> subject))
                                .as(rule.id())
                                .isSameAs(subject)));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void every_rule_that_a_subject_declares_is_in_the_book(Subject subject) throws IllegalAccessException {
        List<Rule> declared = new ArrayList<>();
        for (Field each : rulesDeclaredIn(subject.getClass())) {
            declared.add((Rule) each.get(null));
        }

        assertThat(declared).containsExactlyInAnyOrderElementsOf(subject.rules());
    }

    /** The test of a subject is named after it, and names each rule in the assertion that a planted fault breaks it. */
    @ParameterizedTest
    @MethodSource("subjects")
    void every_rule_has_a_planted_fault_in_the_test_of_its_subject(Subject subject) throws IOException {
        String name = subject.getClass().getSimpleName();
        String test = Files.readString(
                Path.of("src/test/java", getClass().getPackageName().replace('.', '/'), name + "Test.java"));

        assertThat(rulesDeclaredIn(subject.getClass()))
                .allSatisfy(each -> assertThat(test)
                        .containsPattern(
                                "(breaks|breaksAfterStep|isEqualTo)\\(" + name + "\\." + each.getName() + "\\)"));
    }

    @Test
    void the_order_of_the_book_is_that_of_its_subjects() {
        List<Rule> ofSubjects =
                subjects().stream().flatMap(each -> each.rules().stream()).toList();

        assertThat(RuleBook.all().subList(0, ofSubjects.size())).isEqualTo(ofSubjects);
    }

    @Test
    void a_subject_is_asked_only_about_events_that_it_has_a_method_for() {
        assertThat(RuleBook.listening("timedOut")).hasExactlyElementsOfTypes(PendingRules.class, TimeoutRules.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleBook.listening("jobWasRun"))
                .withMessageContaining("jobWasRun");
    }

    @Nested
    class A_fault_that_breaks_several_rules extends JudgedDevice {
        private final Scheduler ring = ring();
        private final Entity client = entity(ring);

        /** A job of a killed entity that waits, on a scheduler that is paused and was torn down. */
        private Job everythingWrong() {
            Job job = push(client, device.addFence(() -> "never"));
            work.runAll();
            device.close(client);
            device.stop(ring);
            device.teardown(ring);
            soFarSound();
            return job;
        }

        @Test
        void is_reported_by_them_in_the_order_of_the_book() {
            told.jobRun(everythingWrong());

            List<Rule> book = RuleBook.all();
            assertThat(invariants.violations())
                    .extracting(Violation::rule)
                    .contains(ResetRules.PAUSED, TeardownRules.NO_JOBS, LifetimeRules.NOT_KILLED, DependencyRules.FIRST)
                    .isSortedAccordingTo((a, b) -> Integer.compare(book.indexOf(a), book.indexOf(b)));
        }
    }
}
