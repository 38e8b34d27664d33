package io.gpusched.adapters.explore.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table numbers states in the order in which they come, and keeps what is said of each. */
class StateTableTest {
    private final StateTable table = new StateTable();

    @Test
    void a_state_is_found_by_both_halves_once_it_was_added() {
        int first = table.add(7, 8);

        assertThat(table.find(7, 8)).isEqualTo(first).isZero();
        assertThat(table.find(7, 9)).isEqualTo(-1);
        assertThat(table.find(8, 8)).isEqualTo(-1);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void a_value_is_open_until_it_is_set() {
        int state = table.add(1, 1);

        assertThat(table.value(state)).isEqualTo(StateTable.OPEN);
        table.setValue(state, 42);
        assertThat(table.value(state)).isEqualTo(42);
    }

    @Test
    void ten_thousand_states_keep_their_numbers_while_the_table_grows() {
        // The low bits collide on purpose: the slots are taken from them.
        List<long[]> states = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            states.add(new long[] {(long) i << 32 | i % 3, i});
            assertThat(table.add(states.get(i)[0], states.get(i)[1])).isEqualTo(i);
        }

        for (int i = 0; i < states.size(); i++) {
            assertThat(table.find(states.get(i)[0], states.get(i)[1])).isEqualTo(i);
        }
    }
}
