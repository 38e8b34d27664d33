package io.gpusched.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShardFileTest {
    private static final List<Study.Row> ROWS = List.of(
            new Study.Row(4, 0, List.of(1.25, Double.NaN)), new Study.Row(4, 1, List.of(-3e-9, Double.MAX_VALUE)));
    private static final String TEXT = ShardFile.text("abc", 2, ROWS);

    @Test
    void what_was_written_is_read_to_the_last_bit() {
        assertThat(ShardFile.rows("abc", 2, TEXT)).isEqualTo(ROWS);
        assertThat(ShardFile.fingerprint(TEXT)).isEqualTo("abc");
    }

    @Test
    void a_text_that_is_cut_short_anywhere_is_no_shard() {
        for (int length = 0; length < TEXT.length(); length++) {
            assertThat(ShardFile.rows("abc", 2, TEXT.substring(0, length)))
                    .as("%s", length)
                    .isNull();
        }
    }

    @Test
    void a_text_with_one_digit_changed_is_no_shard() {
        assertThat(ShardFile.rows("abc", 2, TEXT.replace("1.25", "1.26"))).isNull();
        assertThat(ShardFile.rows("abc", 2, TEXT.replace("4,1", "5,1"))).isNull();
    }

    @Test
    void another_shard_and_another_study_are_refused() {
        assertThat(ShardFile.rows("abc", 3, TEXT)).isNull();
        assertThat(ShardFile.rows("abd", 2, TEXT)).isNull();
    }
}
