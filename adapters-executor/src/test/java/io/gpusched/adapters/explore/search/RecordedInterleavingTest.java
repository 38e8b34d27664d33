package io.gpusched.adapters.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Recorded choices are repeated, and every list of numbers is a schedule. */
class RecordedInterleavingTest {
    @Test
    void after_the_last_choice_it_is_first_in_first_out() {
        RecordedInterleaving recorded = new RecordedInterleaving(2, 1);

        assertThat(recorded.choose(Crossroads.of(3))).isEqualTo(2);
        assertThat(recorded.choose(Crossroads.of(3))).isEqualTo(1);
        assertThat(recorded.choose(Crossroads.of(3))).isZero();
    }

    @Test
    void an_alternative_that_does_not_exist_is_replaced_and_the_next_choice_still_follows() {
        RecordedInterleaving recorded = new RecordedInterleaving(5, 1);

        assertThat(recorded.choose(Crossroads.of(2))).isZero();
        assertThat(recorded.choose(Crossroads.of(2))).isEqualTo(1);
    }
}
