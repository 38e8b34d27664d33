package io.gpusched.files.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Words with their places. */
final class TokenTest {
    @Test
    void a_line_is_split_at_white_space_and_each_word_keeps_its_column() {
        assertThat(Token.split(7, "  at 0\tpush"))
                .containsExactly(new Token(7, 3, "at"), new Token(7, 6, "0"), new Token(7, 8, "push"));
    }

    @Test
    void a_list_is_split_at_commas_and_empty_parts_count() {
        assertThat(new Token(1, 5, "j0,,f1").list())
                .containsExactly(new Token(1, 5, "j0"), new Token(1, 8, ""), new Token(1, 9, "f1"));
    }
}
