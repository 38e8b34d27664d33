package io.gpusched.application.rules.violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** What is done about a rule that does not hold. */
final class ViolationsTest {
    private static final Rule RULE = new Rule("credits.sum", "credits add up", "sched_main.c");

    @Test
    void are_gathered_in_order_each_with_the_event_that_was_last() {
        Violations violations = Violations.gathering();
        violations.add(RULE, "before");
        violations.eventSeen();
        violations.add(RULE, "after");

        assertThat(violations.found())
                .containsExactly(new Violation(RULE, "before", 0), new Violation(RULE, "after", 1));
    }

    @Test
    void stop_the_run_at_the_first_if_they_are_strict() {
        Violations violations = Violations.strict();
        violations.eventSeen();

        assertThatExceptionOfType(ViolationException.class)
                .isThrownBy(() -> violations.add(RULE, "3 of 2"))
                .withMessage("not true that credits add up: 3 of 2 (rule credits.sum, after event 1)");
        assertThat(violations.found()).isEmpty();
    }
}
