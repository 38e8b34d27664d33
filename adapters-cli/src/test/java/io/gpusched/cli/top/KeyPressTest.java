package io.gpusched.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPressTest {
    private static List<KeyPress> keys(String typed) {
        FakeScreen screen = new FakeScreen().type(typed);
        List<KeyPress> keys = new ArrayList<>();
        for (KeyPress each = KeyPress.read(screen, 0); each != KeyPress.QUIT; each = KeyPress.read(screen, 0)) {
            keys.add(each);
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource({"p, PAUSE", "' ', PAUSE", "k, UP", "j, DOWN", "+, RAISE", "=, RAISE", "-, LOWER", "x, NONE"})
    void a_character_is_a_wish(String typed, KeyPress expected) {
        assertThat(keys(typed)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"[A, UP", "[B, DOWN", "OA, UP", "OB, DOWN", "[1;5A, UP", "[3~, NONE", "[C, NONE"})
    void an_arrow_is_a_sequence_of_which_nothing_is_left_over(String rest, KeyPress expected) {
        assertThat(keys("\033" + rest + "p")).containsExactly(expected, KeyPress.PAUSE);
    }

    @Test
    void the_escape_key_alone_is_nothing() {
        assertThat(keys("\033\0p")).containsExactly(KeyPress.NONE, KeyPress.PAUSE);
    }

    @ParameterizedTest
    @CsvSource({"q", "Q", "'\u0003'"})
    void q_and_control_c_quit(String typed) {
        assertThat(KeyPress.read(new FakeScreen().type(typed), 0)).isEqualTo(KeyPress.QUIT);
    }

    @Test
    void a_terminal_that_is_gone_quits() {
        assertThat(KeyPress.read(new FakeScreen(), 0)).isEqualTo(KeyPress.QUIT);
    }
}
