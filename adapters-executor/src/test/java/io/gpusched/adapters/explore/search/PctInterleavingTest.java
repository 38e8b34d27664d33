package io.gpusched.adapters.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The highest priority goes first; a change point moves it behind all others. */
class PctInterleavingTest {
    private static final int LENGTH = 6;

    private static String choices(long seed, int depth) {
        PctInterleaving interleaving = new PctInterleaving(seed, depth, LENGTH);
        StringBuilder chosen = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            chosen.append(interleaving.choose(Crossroads.of(3)));
        }
        return chosen.toString();
    }

    @Test
    void without_change_points_one_actor_always_goes_first() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            seen.add(choices(seed, 1));
        }

        assertThat(seen).containsExactly("000000", "111111", "222222");
    }

    @Test
    void one_change_point_lets_another_actor_go_first_from_there_on() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 200; seed++) {
            seen.add(choices(seed, 2));
        }

        // At step 0 the first actor has changed before it ever went first.
        assertThat(seen).allMatch(each -> each.matches("(\\d)\\1*((\\d)\\3*)?"));
        assertThat(seen).contains("000000", "011111", "002222", "111110");
    }

    @Test
    void the_same_seed_makes_the_same_choices() {
        assertThat(choices(7, 3)).isEqualTo(choices(7, 3));
    }

    @Test
    void a_late_actor_gets_a_priority_when_it_appears() {
        PctInterleaving interleaving = new PctInterleaving(1, 1, LENGTH);
        interleaving.choose(Crossroads.of(1));

        assertThat(interleaving.choose(Crossroads.of(100))).isBetween(0, 99);
    }
}
