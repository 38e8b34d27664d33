package io.gpusched.adapters.explore.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A packed text is one word, short where the text is like a case, and says when it was damaged. */
class PackedTextTest {
    private static final String CASE = """
            policy rr
            scheduler 0 credits=1 timeout_us=none hang_limit=1 on_timeout=reset score=own
            entity 0 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=0
            """;

    @Test
    void what_is_packed_is_unpacked_again() {
        Random random = new Random(3);
        for (int length = 0; length < 300; length += 7) {
            String text = random.ints(length, ' ', 0x250)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(PackedText.unpack(PackedText.pack(text))).isEqualTo(text);
        }
    }

    @Test
    void a_case_takes_little_room() {
        assertThat(PackedText.pack(CASE)).hasSizeLessThan(45);
    }

    @Test
    void a_word_that_lacks_any_letter_or_has_another_is_refused() {
        String word = PackedText.pack(CASE);
        for (int i = 0; i < word.length(); i++) {
            String cut = word.substring(0, i) + word.substring(i + 1);
            String other = word.substring(0, i) + (word.charAt(i) == 'x' ? 'y' : 'x') + word.substring(i + 1);
            assertThatIllegalArgumentException().isThrownBy(() -> PackedText.unpack(cut));
            assertThatIllegalArgumentException().isThrownBy(() -> PackedText.unpack(other));
        }
    }

    @Test
    void a_text_without_end_is_refused() {
        String bomb = PackedText.pack("a".repeat(10_000_000));

        assertThatIllegalArgumentException().isThrownBy(() -> PackedText.unpack(bomb));
    }
}
