package io.gpusched.adapters.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.order.Interleaving;
import org.junit.jupiter.api.Test;

/** Independent schedules: one, or as many as somebody wants. */
class IndependentSearchTest {
    @Test
    void first_in_first_out_is_one_schedule() {
        Search search = IndependentSearch.fifo();

        assertThat(search.isDone()).isFalse();
        assertThat(search.next().choose(Crossroads.of(3))).isZero();
        assertThat(search.isDone()).isTrue();
        assertThat(search.isExhaustive()).isFalse();
    }

    @Test
    void random_choices_are_spread_over_all_alternatives() {
        int[] counts = new int[4];
        Search search = IndependentSearch.random(3);
        for (int schedule = 0; schedule < 100; schedule++) {
            Interleaving interleaving = search.next();
            for (int choice = 0; choice < 100; choice++) {
                counts[interleaving.choose(Crossroads.of(4))]++;
            }
        }

        assertThat(counts).satisfies(all -> {
            for (int each : all) {
                assertThat(each).isBetween(2_300, 2_700);
            }
        });
        assertThat(search.isDone()).isFalse();
    }

    @Test
    void a_state_counts_once_however_it_was_reached() {
        Search search = IndependentSearch.random(3);
        Interleaving interleaving = search.next();
        interleaving.choose(new Crossroads(2, 11, 1));
        interleaving.choose(new Crossroads(2, 12, 2));
        interleaving.choose(new Crossroads(2, 11, 3));

        assertThat(search.states()).isEqualTo(2);
    }
}
