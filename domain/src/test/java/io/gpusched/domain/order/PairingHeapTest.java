package io.gpusched.domain.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap does what a sorted set of (key, number) does. */
final class PairingHeapTest {
    private static final class Item extends PairingHeap.Node<Item> {
        private final String name;

        Item(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final PairingHeap<Item> heap = new PairingHeap<>();

    @Nested
    class Order {
        @Test
        void the_smallest_key_is_first() {
            Item late = insert("late", 7, 0);
            Item early = insert("early", -3, 1);

            assertThat(heap.first()).isSameAs(early);

            heap.remove(early);

            assertThat(heap.first()).isSameAs(late);
        }

        @Test
        void equal_keys_are_in_the_order_of_their_numbers() {
            Item second = insert("second", 5, 11);
            Item first = insert("first", 5, 10);
            Item third = insert("third", 5, 12);

            assertThat(drain()).containsExactly(first, second, third);
        }

        @Test
        void the_extremes_are_keys_like_any_other() {
            Item last = insert("last", Long.MAX_VALUE, 0);
            Item first = insert("first", Long.MIN_VALUE, 0);
            Item middle = insert("middle", 0, 0);

            assertThat(drain()).containsExactly(first, middle, last);
        }
    }

    @Nested
    class Membership {
        @Test
        void each_node_is_handed_out_once_wherever_it_stands() {
            Item a = insert("a", 5, 0);
            Item b = insert("b", 7, 1);
            Item c = insert("c", 3, 2);
            Item d = insert("d", 1, 3);
            Item e = insert("e", 4, 4);
            heap.remove(d);
            List<Item> seen = new ArrayList<>();

            heap.forEach(seen::add);

            assertThat(seen).containsExactlyInAnyOrder(a, b, c, e);
        }

        @Test
        void a_node_is_in_the_heap_from_its_insertion_to_its_removal() {
            Item item = new Item("item");
            assertThat(heap.contains(item)).isFalse();

            heap.insert(item, 1, 1);
            assertThat(heap.contains(item)).isTrue();
            assertThat(new PairingHeap<Item>().contains(item)).isFalse();

            heap.remove(item);
            assertThat(heap.contains(item)).isFalse();
            assertThat(heap.isEmpty()).isTrue();
        }

        @Test
        void a_removed_node_remembers_its_key_and_can_be_inserted_again() {
            Item item = insert("item", 4, 2);
            heap.remove(item);

            assertThat(item.key()).isEqualTo(4);

            heap.insert(item, 9, 3);

            assertThat(heap.first()).isSameAs(item);
            assertThat(item.key()).isEqualTo(9);
            assertThat(item.number()).isEqualTo(3);
        }

        @Test
        void a_node_cannot_be_in_two_heaps() {
            Item item = insert("item", 1, 1);

            assertThatThrownBy(() -> new PairingHeap<Item>().insert(item, 1, 1)).isInstanceOf(AssertionError.class);
        }

        @Test
        void a_node_of_another_heap_cannot_be_removed() {
            assertThatThrownBy(() -> heap.remove(new Item("stranger"))).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void any_sequence_of_insertions_and_removals_leaves_what_a_sorted_set_would(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Item> sorted = new TreeSet<>(
                Comparator.comparingLong((Item item) -> item.key()).thenComparingLong(Item::number));
        List<Item> inside = new ArrayList<>();
        int keys = seed % 2 == 0 ? 4 : 1_000;
        for (int step = 0; step < 5_000; step++) {
            boolean grow = random.nextInt(100) < (step < 2_500 ? 60 : 40);
            if (grow || inside.isEmpty()) {
                Item item = insert("item " + step, random.nextInt(keys), step);
                inside.add(item);
                sorted.add(item);
            } else {
                boolean takeFirst = random.nextBoolean();
                Item item = takeFirst ? sorted.first() : inside.get(random.nextInt(inside.size()));
                inside.remove(item);
                sorted.remove(item);
                heap.remove(item);
                assertThat(heap.contains(item)).isFalse();
            }
            assertThat(heap.first())
                    .as("seed %s, step %s", seed, step)
                    .isSameAs(sorted.isEmpty() ? null : sorted.first());
        }
        assertThat(drain()).containsExactlyElementsOf(sorted);
    }

    private Item insert(String name, long key, long number) {
        Item item = new Item(name);
        heap.insert(item, key, number);
        return item;
    }

    private List<Item> drain() {
        List<Item> drained = new ArrayList<>();
        for (Item item = heap.first(); item != null; item = heap.first()) {
            drained.add(item);
            heap.remove(item);
        }
        return drained;
    }
}
