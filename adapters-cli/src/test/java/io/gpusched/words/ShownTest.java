package io.gpusched.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void nothing_that_is_shown_acts_on_a_terminal_or_a_page() {
        StringBuilder every = new StringBuilder();
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .forEach(each -> every.appendCodePoint(each).append('-'));

        assertThat(Shown.of(every.toString()).codePoints().anyMatch(Shown::isHidden))
                .isFalse();
    }

    @Test
    void escape_sequences_bidi_marks_and_separators_are_written_as_escapes() {
        assertThat(Shown.of("\033[31mred\u0007 \u009b2J \u202eltr\u2028next\nline\t."))
                .isEqualTo("\\x1b[31mred\\x07 \\x9b2J \\u202eltr\\u2028next\\x0aline\\x09.");
        assertThat(Shown.of("tag " + Character.toString(0xe0001) + " half \ud800"))
                .isEqualTo("tag \\u{e0001} half \\ud800");
    }

    @Test
    void letters_of_every_script_stay() {
        assertThat(Shown.of("naïve 测试 тест \uD83D\uDE80")).isEqualTo("naïve 测试 тест \uD83D\uDE80");
    }

    @Test
    void text_of_several_lines_keeps_its_lines() {
        assertThat(Shown.lines("a\n\tb\r\n\033")).isEqualTo("a\n\tb\\x0d\n\\x1b");
    }

    @Test
    void a_long_quote_is_cut() {
        assertThat(Shown.quoted("x".repeat(60))).isEqualTo("'" + "x".repeat(60) + "'");
        assertThat(Shown.quoted("x".repeat(1_000_000))).isEqualTo("'" + "x".repeat(60) + "...'");
        assertThat(Shown.quoted("\uD83D\uDE80".repeat(61))).isEqualTo("'" + "\uD83D\uDE80".repeat(60) + "...'");
    }
}
