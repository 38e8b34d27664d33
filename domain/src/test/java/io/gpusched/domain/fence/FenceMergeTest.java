package io.gpusched.domain.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FenceMergeTest {
    private final Fences fences = new Fences();
    private final Fence a = fences.make();
    private final Fence b = fences.make();

    private Fence merge(Fence... all) {
        return merge(List.of(all));
    }

    private Fence merge(List<Fence> all) {
        return FenceMerge.merge(fences.contexts, all);
    }

    private static Fence[] membersOf(Fence merged) {
        return ((FenceArray) merged.source()).members();
    }

    @Nested
    class NothingToWaitFor {
        @Test
        void none_gives_a_stub() {
            assertThat(merge().isSignaled()).isTrue();
        }

        @Test
        void signalled_fences_give_a_stub_with_the_last_time_and_no_error() {
            Fence merged = merge(fences.failed(5, Errno.EIO), fences.signaled(3));

            assertThat(merged.isSignaled()).isTrue();
            assertThat(merged.timestampNanos()).isEqualTo(5);
            assertThat(merged.error()).isNull();
        }
    }

    @Nested
    class OneToWaitFor {
        @Test
        void is_returned_as_it_is() {
            assertThat(merge(fences.signaled(3), a)).isSameAs(a);
        }

        @Test
        void is_found_inside_of_containers() {
            Fence link = new FenceChain(fences.signaled(1), fences.all(a).fence(), 1, fences.contexts).fence();

            assertThat(merge(link, a)).isSameAs(a);
        }

        @Test
        void is_the_later_of_two_on_one_context() {
            Fence later = Fence.of(a.context(), 2, a.source());

            assertThat(merge(a, later)).isSameAs(later);
            assertThat(merge(later, a)).isSameAs(later);
        }
    }

    @Nested
    class SeveralToWaitFor {
        @Test
        void become_an_array_ordered_by_context() {
            Fence merged = merge(b, a);

            assertThat(membersOf(merged)).containsExactly(a, b);
        }

        @Test
        void arrays_and_chains_are_taken_apart() {
            Fence c = fences.make();
            Fence first = new FenceChain(null, fences.all(c, b).fence(), 1, fences.contexts).fence();
            Fence second = new FenceChain(first, a, 2, fences.contexts).fence();

            assertThat(membersOf(
                            merge(second, fences.all(fences.all(b, a).fence()).fence())))
                    .containsExactly(a, b, c);
        }

        @Test
        void an_array_that_any_member_signals_stays_whole() {
            Fence any = fences.any(a, b).fence();
            Fence c = fences.make();

            Fence merged = merge(any, c);
            a.signal(1);
            c.signal(2);

            assertThat(merged.isSignaled()).isTrue();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Contexts with several fences each, which signal in order; single, in arrays and in chains. */
    private final class Scene {
        final List<Fence> bases = new ArrayList<>();
        final List<Fence> inputs = new ArrayList<>();
        final Random random;

        Scene(long seed) {
            random = new Random(seed);
            int contexts = 1 + random.nextInt(4);
            for (int i = 0; i < contexts; i++) {
                long context = fences.contexts.allocate(1);
                int count = 1 + random.nextInt(3);
                for (int seqno = 1; seqno <= count; seqno++) {
                    bases.add(Fence.of(context, seqno, new Fences.Source()));
                }
            }
            int before = random.nextInt(bases.size() + 1);
            for (int i = 0; i < before; i++) {
                signalOne(i);
            }
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                inputs.add(input());
            }
        }

        Fence input() {
            return switch (random.nextInt(3)) {
                case 0 -> base();
                case 1 -> fences.all(base(), base()).fence();
                default -> {
                    Fence first = new FenceChain(base(), fences.all(base()).fence(), 1, fences.contexts).fence();
                    yield new FenceChain(first, base(), 2, fences.contexts).fence();
                }
            };
        }

        Fence base() {
            return bases.get(random.nextInt(bases.size()));
        }

        /** Signals a random outstanding fence that is the first of its context. */
        void signalOne(long nanos) {
            List<Fence> next = new ArrayList<>();
            TreeSet<Long> contexts = new TreeSet<>();
            for (Fence each : bases) {
                if (!each.isSignaled() && contexts.add(each.context())) {
                    next.add(each);
                }
            }
            if (!next.isEmpty()) {
                next.get(random.nextInt(next.size())).signal(nanos);
            }
        }

        boolean areInputsSignaled() {
            return inputs.stream().allMatch(Fence::isSignaled);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void signals_when_all_inputs_have_in_whatever_order_they_come_and_merged_again_or_not(long seed) {
        Scene scene = new Scene(seed);
        List<Fence> shuffled = new ArrayList<>(scene.inputs);
        Collections.shuffle(shuffled, scene.random);
        Fence merged = merge(scene.inputs);
        List<Fence> mergings = List.of(
                merged, merge(shuffled), merge(merged), merge(merged, merged), merge(merged, scene.inputs.getFirst()));

        for (int step = 0; step <= scene.bases.size(); step++) {
            boolean expected = scene.areInputsSignaled();
            assertThat(mergings)
                    .as("step %d", step)
                    .allSatisfy(each -> assertThat(each.isSignaled()).isEqualTo(expected));
            scene.signalOne(100 + step);
        }
        assertThat(mergings).extracting(Fence::timestampNanos).containsOnly(merged.timestampNanos());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void waits_for_outstanding_fences_of_different_contexts_only(long seed) {
        Fence merged = merge(new Scene(seed).inputs);

        if (merged.source() instanceof FenceArray array && !merged.isSignaled()) {
            assertThat(array.members()).hasSizeGreaterThan(1).allMatch(each -> !each.isSignaled());
            assertThat(List.of(array.members()))
                    .extracting(Fence::context)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }
}
