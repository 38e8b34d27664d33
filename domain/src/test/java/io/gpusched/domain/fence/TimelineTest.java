package io.gpusched.domain.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
    private final Fences fences = new Fences();
    private final Timeline timeline = new Timeline(fences.contexts);

    @Nested
    class Queries {
        @Test
        void an_empty_timeline_is_at_0() {
            assertThat(timeline.lastSubmitted()).isZero();
            assertThat(timeline.lastSignaled()).isZero();
        }

        /** Points 2, 4, 6 and 8; those listed have signalled. */
        @ParameterizedTest(name = "{0} signalled -> {1}")
        @CsvSource({"none, 0", "2, 2", "24, 4", "4, 0", "248, 4", "2468, 8", "468, 0", "26, 2"})
        void the_last_signalled_point_is_the_one_before_the_oldest_outstanding(String signaled, long expected) {
            for (int each : new int[] {2, 4, 6, 8}) {
                timeline.addPoint(each, signaled.contains(String.valueOf(each)) ? fences.signaled(1) : fences.make());
            }

            assertThat(timeline.lastSignaled()).isEqualTo(expected);
            assertThat(timeline.lastSubmitted()).isEqualTo(8);
        }

        @Test
        void a_point_that_does_not_grow_hides_those_before() {
            timeline.addPoint(5, fences.signaled(1));
            timeline.addPoint(3, fences.make());

            assertThat(timeline.lastSubmitted()).isEqualTo(5);
            assertThat(timeline.lastSignaled()).isZero();
        }
    }

    @Nested
    class QueriesBehindANumberThatDidNotGrow {
        @Test
        void outstanding_points_of_before_are_not_looked_at() {
            timeline.addPoint(2, fences.make());
            timeline.addPoint(5, fences.make());
            timeline.addPoint(3, fences.signaled(1));
            timeline.addPoint(9, fences.make());

            assertThat(timeline.lastSignaled()).isEqualTo(5);
        }
    }

    @Nested
    class Finding {
        @ParameterizedTest
        @ValueSource(longs = {0, 1})
        void an_empty_timeline_has_no_point(long point) {
            assertThat(timeline.find(point)).isEqualTo(new PointSearch.Missing(Errno.EINVAL));
        }

        @Test
        void a_point_to_come_is_missing() {
            timeline.addPoint(1, fences.make());

            assertThat(timeline.find(2)).isEqualTo(new PointSearch.Missing(Errno.EINVAL));
        }

        @Test
        void a_point_long_gone_is_a_stub_with_the_time_when_it_was_reached() {
            timeline.addPoint(1, fences.signaled(7));
            timeline.addPoint(2, fences.make());

            assertThat(timeline.find(1)).isInstanceOfSatisfying(PointSearch.Found.class, found -> {
                assertThat(found.fence().isSignaled()).isTrue();
                assertThat(found.fence().timestampNanos()).isEqualTo(7);
            });
        }
    }

    @Nested
    class WaitingForSubmission {
        private final List<Fence> submitted = new ArrayList<>();

        @Test
        void calls_back_at_once_when_the_point_is_there() {
            FenceChain link = timeline.addPoint(3, fences.make());

            timeline.whenSubmitted(2, submitted::add);

            assertThat(submitted).containsExactly(link.fence());
        }

        @Test
        void calls_back_once_when_the_point_or_a_later_one_comes() {
            timeline.whenSubmitted(2, submitted::add);

            timeline.addPoint(1, fences.make());
            assertThat(submitted).isEmpty();
            FenceChain link = timeline.addPoint(3, fences.make());
            timeline.addPoint(4, fences.make());

            assertThat(submitted).containsExactly(link.fence());
        }

        @Test
        void one_point_serves_all_who_wait_for_it_or_for_those_before_in_the_order_of_waiting() {
            List<Integer> order = new ArrayList<>();
            timeline.whenSubmitted(3, fence -> order.add(1));
            timeline.whenSubmitted(4, fence -> order.add(2));
            timeline.whenSubmitted(2, fence -> order.add(3));

            timeline.addPoint(3, fences.make());

            assertThat(order).containsExactly(1, 3);
        }

        @Test
        void point_0_waits_for_the_first_one() {
            timeline.whenSubmitted(0, submitted::add);

            FenceChain link = timeline.addPoint(5, fences.make());

            assertThat(submitted).containsExactly(link.fence());
        }

        @Test
        void ends_with_a_cancel() {
            PointCallback callback = submitted::add;
            timeline.whenSubmitted(2, callback);

            assertThat(timeline.cancelWait(callback)).isTrue();
            assertThat(timeline.cancelWait(callback)).isFalse();
            timeline.addPoint(2, fences.make());

            assertThat(submitted).isEmpty();
        }

        @Test
        void allows_a_callback_to_cancel_another_one_and_to_add_points() {
            PointCallback cancelled = submitted::add;
            timeline.whenSubmitted(2, fence -> {
                timeline.cancelWait(cancelled);
                timeline.addPoint(3, fences.make());
            });
            timeline.whenSubmitted(2, cancelled);
            timeline.whenSubmitted(3, submitted::add);

            timeline.addPoint(2, fences.make());

            assertThat(submitted).hasSize(1);
            assertThat(timeline.lastSubmitted()).isEqualTo(3);
        }
    }

    @Nested
    class Memory {
        @Test
        void points_that_end_in_order_are_forgotten() {
            FenceChain last = timeline.addPoint(1, fences.signaled(1));
            for (int i = 2; i <= 10_000; i++) {
                last = timeline.addPoint(i, fences.signaled(i));
            }

            assertThat(Fences.linkedBehind(last)).isLessThan(4);
        }

        @Test
        void a_point_that_never_ends_does_not_keep_those_that_do() {
            Fence stuck = fences.make();
            FenceChain last = timeline.addPoint(1, stuck);
            Fence running = fences.make();
            for (int i = 2; i <= 10_000; i++) {
                last = timeline.addPoint(i, running);
                running.signal(i);
                running = fences.make();
            }

            assertThat(Fences.linkedBehind(last)).isLessThan(8);
            assertThat(Fences.callbacks(stuck)).isEmpty();
            assertThat(timeline.lastSignaled()).isZero();
        }

        @Test
        void at_most_twice_the_outstanding_points_are_kept() {
            Random random = new Random(1);
            List<Fence> outstanding = new ArrayList<>();
            for (int i = 1; i <= 5_000; i++) {
                Fence own = fences.make();
                outstanding.add(own);
                FenceChain last = timeline.addPoint(i, own);
                while (outstanding.size() > 50) {
                    outstanding.remove(random.nextInt(outstanding.size())).signal(i);
                }

                assertThat(Fences.linkedBehind(last)).isLessThanOrEqualTo(2 * 51);
            }
        }
    }
}
