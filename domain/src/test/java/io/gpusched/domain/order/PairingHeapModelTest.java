package io.gpusched.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairingHeapModelTest {
    private static final int STEPS = 20_000;
    private static final Comparator<Item> IN_ORDER =
            Comparator.comparingLong(Item::key).thenComparingLong(Item::number);

    private static final class Item extends PairingHeap.Node<Item> {}

    private final PairingHeap<Item> heap = new PairingHeap<>();
    private final TreeSet<Item> model = new TreeSet<>(IN_ORDER);
    private final List<Item> present = new ArrayList<>();
    private long number;

    /** Keys that only grow stand in the line; keys from a small range come anywhere and often equal each other. */
    @ParameterizedTest(name = "seed {0}, keys from {1}, that grow by {2} a step")
    @CsvSource({"1, 1, 0", "2, 3, 0", "3, 1000, 0", "4, 1, 1", "5, 20, 1", "6, 5000, 1", "7, 20, -1", "8, 1, -1"})
    void whatever_is_inserted_moved_and_removed_the_first_is_the_least(long seed, int range, int growth) {
        Random random = new Random(seed);

        for (int step = 0; step < STEPS; step++) {
            long key = (long) step * growth + random.nextInt(range);
            // Grows to a few hundred, shrinks to nothing, and so on.
            boolean growing = step % 1_000 < 500;
            int choice = random.nextInt(10);
            if (present.isEmpty() || choice < (growing ? 5 : 1)) {
                insert(new Item(), key);
            } else if (choice < 6) {
                move(random.nextBoolean() ? heap.first() : any(random), key);
            } else {
                remove(random.nextBoolean() ? heap.first() : any(random));
            }

            assertThat(heap.first()).isSameAs(model.isEmpty() ? null : model.first());
            assertThat(heap.isEmpty()).isEqualTo(model.isEmpty());
        }
        drain();
    }

    @Test
    void a_node_knows_whether_it_is_in_the_heap_and_can_come_back() {
        Item item = new Item();
        heap.insert(item, 5, 1);
        boolean before = heap.contains(item);

        heap.remove(item);
        boolean between = heap.contains(item);
        heap.insert(item, 7, 2);

        assertThat(before).isTrue();
        assertThat(between).isFalse();
        assertThat(heap.contains(item)).isTrue();
        assertThat(item.key()).isEqualTo(7);
        assertThat(item.number()).isEqualTo(2);
    }

    @Test
    void the_last_of_the_line_that_moves_back_lets_another_one_be_first() {
        Item inLine = new Item();
        Item inHeap = new Item();
        heap.insert(inLine, 10, 1);
        heap.insert(inHeap, 5, 2);
        heap.move(inHeap, 20, 3);

        heap.move(inHeap, 30, 4);
        heap.move(inLine, 40, 5);

        assertThat(heap.first()).isSameAs(inHeap);
    }

    private void insert(Item item, long key) {
        heap.insert(item, key, number++);
        model.add(item);
        present.add(item);
    }

    private void move(Item item, long key) {
        model.remove(item);
        heap.move(item, key, number++);
        model.add(item);
    }

    private void remove(Item item) {
        model.remove(item);
        present.remove(item);
        heap.remove(item);
        assertThat(heap.contains(item)).isFalse();
    }

    private Item any(Random random) {
        return present.get(random.nextInt(present.size()));
    }

    private void drain() {
        while (!model.isEmpty()) {
            assertThat(heap.first()).isSameAs(model.first());
            remove(heap.first());
        }
        assertThat(heap.first()).isNull();
    }
}
