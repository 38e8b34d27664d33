package io.gpusched.files.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suggestions for misspelt words. */
final class NearestTest {
    private static final List<String> WORDS = List.of("priority", "policy", "fair");

    @ParameterizedTest
    @CsvSource({"prioritty, priority", "polcy, policy", "ploicy, policy", "fiar, fair", "priorities, priority"})
    void a_word_with_few_mistakes_is_suggested(String written, String meant) {
        assertThat(Nearest.hint(written, WORDS)).isEqualTo(" did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "fair", "deadline", "yy"})
    void other_words_suggest_nothing(String written) {
        assertThat(Nearest.hint(written, WORDS)).isEmpty();
    }

    @Test
    void a_very_long_word_is_not_compared() {
        assertThat(Nearest.hint("policy".repeat(100), List.of("policy".repeat(100) + "x")))
                .isEmpty();
    }
}
