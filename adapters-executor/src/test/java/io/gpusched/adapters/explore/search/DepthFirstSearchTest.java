package io.gpusched.adapters.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.order.Interleaving;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Depth-first search walks graphs here: a node is a state, an edge is an alternative, a node without edges is an end. */
class DepthFirstSearchTest {
    private final DepthFirstSearch search = new DepthFirstSearch();
    private final Map<Integer, Integer> visits = new TreeMap<>();
    private int schedules;

    /** Runs schedules from node 0 until the search is done. */
    private void explore(Map<Integer, List<Integer>> edges) {
        while (!search.isDone()) {
            schedules++;
            assertThat(schedules).isLessThan(10_000);
            Interleaving interleaving = search.next();
            int node = 0;
            int chosen = 0;
            while (chosen != Interleaving.CUT && edges.containsKey(node)) {
                List<Integer> next = edges.get(node);
                boolean repeats = interleaving.isRepeating();
                chosen = interleaving.choose(new Crossroads(next.size(), node, 0));
                if (chosen != Interleaving.CUT) {
                    if (!repeats) {
                        visits.merge(node, 1, Integer::sum);
                    }
                    node = next.get(chosen);
                }
            }
            search.ended(chosen == Interleaving.CUT, 0);
        }
    }

    @Test
    void every_node_is_entered_once_and_every_history_is_counted() {
        explore(Map.of(0, List.of(1, 2), 1, List.of(3, 4), 2, List.of(3, 4), 3, List.of(5, 6), 4, List.of(5, 6, 7)));

        assertThat(search.histories()).isEqualTo(2 * (2 + 3));
        assertThat(search.states()).isEqualTo(5);
        assertThat(visits)
                .hasSize(5)
                .allSatisfy((node, times) -> assertThat(times).isEqualTo(1));
        assertThat(search.isExhaustive()).isTrue();
    }

    @Test
    void a_chain_of_diamonds_has_two_to_the_sixty_histories_and_few_schedules() {
        Map<Integer, List<Integer>> diamonds = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            diamonds.put(3 * i, List.of(3 * i + 1, 3 * i + 2));
            diamonds.put(3 * i + 1, List.of(3 * i + 3));
            diamonds.put(3 * i + 2, List.of(3 * i + 3));
        }

        explore(diamonds);

        assertThat(search.histories()).isEqualTo(1L << 60);
        assertThat(schedules).isEqualTo(61);
    }

    @Test
    void more_histories_than_a_long_holds_stay_at_the_largest_number() {
        Map<Integer, List<Integer>> diamonds = new TreeMap<>();
        for (int i = 0; i < 70; i++) {
            diamonds.put(i, List.of(i + 1, i + 1));
        }

        explore(diamonds);

        assertThat(search.histories()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_circle_has_no_number_of_histories() {
        explore(Map.of(0, List.of(1, 2), 1, List.of(0, 3)));

        assertThat(search.isDone()).isTrue();
        assertThat(search.histories()).isZero();
        assertThat(search.states()).isEqualTo(2);
    }
}
