package io.gpusched.adapters.explore.hash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hashes are counted once each. */
class DistinctHashesTest {
    private final DistinctHashes hashes = new DistinctHashes();

    @Test
    void a_hash_counts_once() {
        assertThat(hashes.add(5)).isTrue();
        assertThat(hashes.add(5)).isFalse();
        assertThat(hashes.count()).isEqualTo(1);
    }

    @Test
    void zero_is_a_hash_like_any_other() {
        assertThat(hashes.add(0)).isTrue();
        assertThat(hashes.add(0)).isFalse();
        assertThat(hashes.count()).isEqualTo(1);
    }

    @Test
    void all_are_still_known_after_the_table_has_grown() {
        for (long i = 0; i < 50_000; i++) {
            assertThat(hashes.add(i << 20 | 1)).isTrue();
        }

        assertThat(hashes.count()).isEqualTo(50_000);
        for (long i = 0; i < 50_000; i++) {
            assertThat(hashes.add(i << 20 | 1)).isFalse();
        }
    }
}
