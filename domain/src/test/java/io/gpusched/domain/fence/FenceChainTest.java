package io.gpusched.domain.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceChainTest {
    private final Fences fences = new Fences();
    private final List<Fence> owns = new ArrayList<>();
    private final List<FenceChain> links = new ArrayList<>();

    private FenceChain append(long seqno) {
        return append(seqno, fences.make());
    }

    private FenceChain append(long seqno, Fence own) {
        Fence before = links.isEmpty() ? null : links.getLast().fence();
        FenceChain link = new FenceChain(before, own, seqno, fences.contexts);
        owns.add(own);
        links.add(link);
        return link;
    }

    private void appendPoints(int count) {
        for (int i = 1; i <= count; i++) {
            append(i);
        }
    }

    private List<Boolean> signaled() {
        return links.stream().map(link -> link.fence().isSignaled()).toList();
    }

    @Nested
    class Signalling {
        @Test
        void a_link_signals_when_its_fence_and_all_before_it_have() {
            appendPoints(3);

            owns.get(1).signal(4);
            assertThat(signaled()).containsExactly(false, false, false);
            owns.get(0).signal(6);
            assertThat(signaled()).containsExactly(true, true, false);
            owns.get(2).signal(9);

            assertThat(signaled()).containsExactly(true, true, true);
            assertThat(links).extracting(link -> link.fence().timestampNanos()).containsExactly(6L, 6L, 9L);
        }

        @Test
        void the_time_is_that_of_the_last_one_even_if_that_was_cut_out() {
            appendPoints(2);
            owns.get(0).signal(9);
            assertThat(links.get(1).previousPending()).isNull();

            owns.get(1).signal(9);

            assertThat(links.get(1).fence().timestampNanos()).isEqualTo(9);
        }

        @Test
        void a_waiter_is_called_once_whatever_the_order() {
            for (int seed = 0; seed < 50; seed++) {
                owns.clear();
                links.clear();
                appendPoints(8);
                Fences.Calls calls = new Fences.Calls();
                links.getLast().fence().addCallback(calls);
                List<Fence> order = new ArrayList<>(owns);
                Collections.shuffle(order, new Random(seed));

                for (int i = 0; i < order.size(); i++) {
                    assertThat(calls.fences).as("seed %d, step %d", seed, i).isEmpty();
                    order.get(i).signal(i);
                }

                assertThat(calls.fences).as("seed %d", seed).hasSize(1);
                assertThat(order)
                        .allSatisfy(own -> assertThat(Fences.callbacks(own)).isEmpty());
            }
        }

        @Test
        void begins_with_any_fence() {
            Fence before = fences.make();
            FenceChain link = new FenceChain(before, fences.signaled(3), 1, fences.contexts);

            assertThat(link.fence().isSignaled()).isFalse();
            before.signal(5);

            assertThat(link.fence().isSignaled()).isTrue();
            assertThat(link.fence().timestampNanos()).isEqualTo(5);
        }

        @Test
        void a_long_chain_ends_without_deep_recursion() {
            int points = 50_000;
            Fences.Calls calls = new Fences.Calls();
            Fence stuck = append(1).contained();
            for (int i = 2; i <= points; i++) {
                append(i, fences.signaled(i)).fence().addCallback(calls);
            }

            stuck.signal(points);

            assertThat(calls.fences).hasSize(points - 1).doesNotHaveDuplicates();
        }
    }

    @Nested
    class Errors {
        @Test
        void the_fence_of_a_link_bears_none_as_in_linux() {
            append(1, fences.failed(3, Errno.EIO));

            assertThat(links.getFirst().fence().isSignaled()).isTrue();
            assertThat(links.getFirst().fence().error()).isNull();
        }

        /** Which of three points fail, by number; the points end in the order given. */
        @ParameterizedTest(name = "errors {0} {1} {2}, order {3} -> {4}")
        @CsvSource({
            "0, 0, 0,   123, 0",
            "0, 5, 0,   123, 5",
            "0, 5, 110, 123, 5",
            "0, 5, 110, 321, 5",
            "2, 5, 110, 321, 2",
            "2, 0, 0,   231, 2",
            "2, 0, 0,   123, 2",
            "2, 5, 0,   123, 2",
            "0, 0, 110, 213, 110",
        })
        void the_first_error_is_that_of_the_earliest_point_that_failed(
                int first, int second, int third, String order, int expected) {
            appendPoints(3);
            int[] errors = {first, second, third};

            for (int step = 0; step < 3; step++) {
                int point = order.charAt(step) - '1';
                if (errors[point] != 0) {
                    owns.get(point).setError(new Errno(errors[point]));
                }
                owns.get(point).signal(step);
                links.forEach(FenceChain::previousPending);
            }

            assertThat(links.getLast().firstError()).isEqualTo(expected == 0 ? null : new Errno(expected));
        }
    }

    @Nested
    class Numbers {
        @Test
        void growing_numbers_are_on_one_context() {
            appendPoints(2);

            assertThat(links.get(1).fence().context())
                    .isEqualTo(links.get(0).fence().context());
            assertThat(links.get(1).previousSeqno()).isEqualTo(1);
        }

        @Test
        void a_number_that_does_not_grow_begins_a_context_and_counts_as_the_last_one() {
            append(5);
            append(3);

            assertThat(links.get(1).fence().context())
                    .isNotEqualTo(links.get(0).fence().context());
            assertThat(links.get(1).fence().seqno()).isEqualTo(5);
            assertThat(links.get(1).previousSeqno()).isZero();
        }

        @Test
        void begin_at_1() {
            assertThatIllegalArgumentException().isThrownBy(() -> append(0));
        }

        @Test
        void a_link_is_not_put_into_a_link() {
            Fence link = append(1).fence();

            assertThatIllegalArgumentException().isThrownBy(() -> append(2, link));
        }
    }

    @Nested
    class FindingAPoint {
        /** Points 2, 4, 6 and 8; those listed have signalled. The result is the point of the link found, {@code stub} or an error. */
        @ParameterizedTest(name = "point {0} with {1} signalled -> {2}")
        @CsvSource({
            "0, none, 8",
            "1, none, 2",
            "2, none, 2",
            "3, none, 4",
            "8, none, 8",
            "9, none, -22",
            "2, 2,    stub",
            "1, 2,    stub",
            "3, 2,    4",
            "4, 4,    2",
            "6, 46,   2",
            "6, 246,  stub",
            "8, 2468, 8",
            "9, 2468, -22",
        })
        void gives_the_link_that_will_signal_it(long point, String signaled, String expected) {
            for (int each : new int[] {2, 4, 6, 8}) {
                boolean done = signaled.contains(String.valueOf(each));
                append(each, done ? fences.signaled(each) : fences.make());
            }

            PointSearch search = FenceChain.findPoint(links.getLast().fence(), point);

            String found = switch (search) {
                case PointSearch.Found(Fence fence)
                when fence.source() instanceof FenceChain -> String.valueOf(fence.seqno());
                case PointSearch.Found(Fence fence) -> fence.isSignaled() ? "stub" : "?";
                case PointSearch.Missing(Errno error) -> String.valueOf(error.code());
            };
            assertThat(found).isEqualTo(expected);
        }

        @Test
        void fails_on_a_fence_that_is_no_link() {
            PointSearch search = FenceChain.findPoint(fences.make(), 1);

            assertThat(search).isEqualTo(new PointSearch.Missing(Errno.EINVAL));
        }

        @Test
        void stops_at_the_end_of_the_context() {
            append(5);
            append(3);
            append(9);

            PointSearch search = FenceChain.findPoint(links.getLast().fence(), 1);

            assertThat(search).isEqualTo(new PointSearch.Found(links.get(1).fence()));
        }
    }

    @Nested
    class BehindANumberThatDidNotGrow {
        @Test
        void a_link_of_another_context_is_taken_for_the_point_whatever_its_number() {
            append(2);
            FenceChain before = append(5);
            append(3, fences.signaled(1));
            append(9);

            PointSearch search = FenceChain.findPoint(links.getLast().fence(), 1);

            assertThat(search).isEqualTo(new PointSearch.Found(before.fence()));
        }
    }

    @Nested
    class Memory {
        @Test
        void a_walk_cuts_out_the_links_that_have_signalled() {
            appendPoints(100);
            owns.subList(1, 99).forEach(own -> own.signal(1));

            assertThat(links.getLast().previousPending())
                    .isSameAs(links.getFirst().fence());

            assertThat(Fences.linkedBehind(links.getLast())).isEqualTo(1);
        }

        @Test
        void an_unwatched_link_hangs_nothing_on_what_it_stands_for() {
            appendPoints(3);

            assertThat(signaled()).containsOnly(false);

            assertThat(owns).allSatisfy(own -> assertThat(Fences.callbacks(own)).isEmpty());
        }

        @Test
        void a_watched_link_hangs_on_one_fence_at_a_time() {
            appendPoints(3);
            links.getLast().fence().addCallback(new Fences.Calls());

            owns.get(2).signal(1);

            assertThat(owns.stream()
                            .mapToInt(own -> Fences.callbacks(own).size())
                            .sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_deadline_reaches_everything_outstanding_up_to_the_point() {
        appendPoints(4);
        owns.get(1).signal(1);

        links.get(2).fence().setDeadline(50);

        assertThat(owns)
                .extracting(Fences::deadlines)
                .containsExactly(List.of(50L), List.of(), List.of(50L), List.of());
    }
}
