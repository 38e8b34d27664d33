package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sentences in lines. */
final class ProseTest {
    @Test
    void breaks_between_words_and_indents_what_follows() {
        assertThat(Prose.lines("note: ", "a text of several words that does not fit", 30))
                .containsExactly("note: a text of several words", "      that does not fit");
    }

    @Test
    void keeps_a_number_and_its_unit_together() {
        assertThat(Prose.lines("", "it took the ring 12 ms to do", 20))
                .containsExactly("it took the ring", "12 ms to do");
    }

    @Test
    void leaves_a_word_whole_that_is_longer_than_a_line() {
        String word = "x".repeat(50);

        assertThat(Prose.lines("", "a " + word + " b", 20)).containsExactly("a", word, "b");
    }

    @Test
    void shows_control_characters_instead_of_sending_them() {
        assertThat(Prose.lines("", "a\u001b[31mb", 80))
                .singleElement()
                .asString()
                .doesNotContain("\u001b");
    }
}
