package io.gpusched.application.rules.violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ids of rules. */
final class RuleTest {
    @Test
    void is_named_by_its_subject_and_a_word_or_two() {
        assertThat(new Rule("credits.within-limit", "words", "source")).hasToString("credits.within-limit: words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "credits", "Credits.sum", "credits.", ".sum", "credits.sum.", "credits sum", "credits.-sum"})
    void of_another_name_is_none(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rule(id, "words", "source"))
                .withMessageContaining("'" + id + "'");
    }
}
