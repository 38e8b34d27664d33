package io.gpusched.adapters.explore.hash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Equal input has equal hashes, and one changed bit changes about half of the bits of the hash. */
class MixTest {
    @Test
    void one_bit_changes_about_half_of_all_bits() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long changed = Mix.spread(12_345) ^ Mix.spread(12_345 ^ 1L << bit);

            assertThat(Long.bitCount(changed)).as("bit %d", bit).isBetween(12, 52);
        }
    }

    @Test
    void the_order_of_steps_counts() {
        assertThat(Mix.step(Mix.step(1, 2), 3)).isNotEqualTo(Mix.step(Mix.step(1, 3), 2));
    }

    @Test
    void names_with_equal_letters_in_another_order_have_other_hashes() {
        assertThat(Mix.name("run work")).isEqualTo(Mix.name("run work")).isNotEqualTo(Mix.name("work run"));
    }
}
