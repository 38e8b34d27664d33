package io.gpusched.domain.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceArrayTest {
    private final Fences fences = new Fences();
    private final Fence a = fences.make();
    private final Fence b = fences.make();

    @Nested
    class All {
        @Test
        void waits_for_every_member_and_takes_the_time_of_the_last() {
            FenceArray array = fences.all(a, b);

            b.signal(5);
            assertThat(array.fence().isSignaled()).isFalse();
            a.signal(8);

            assertThat(array.fence().isSignaled()).isTrue();
            assertThat(array.fence().timestampNanos()).isEqualTo(8);
            assertThat(array.fence().error()).isNull();
        }

        @Test
        void has_signalled_when_made_of_signalled_members() {
            Fence array = fences.all(fences.signaled(9), fences.signaled(4)).fence();

            assertThat(array.isSignaled()).isTrue();
            assertThat(array.timestampNanos()).isEqualTo(9);
        }

        @Test
        void counts_a_member_as_often_as_it_is_listed() {
            Fence array = fences.all(a, a, b).fence();

            a.signal(5);
            assertThat(array.isSignaled()).isFalse();
            b.signal(6);

            assertThat(array.isSignaled()).isTrue();
        }
    }

    @Nested
    class Any {
        @Test
        void follows_the_first_member_and_lets_go_of_the_others() {
            FenceArray array = fences.any(a, b);

            b.signal(5);

            assertThat(array.fence().isSignaled()).isTrue();
            assertThat(array.fence().timestampNanos()).isEqualTo(5);
            assertThat(Fences.callbacks(a)).isEmpty();
        }

        @Test
        void is_not_troubled_by_the_failures_that_follow() {
            Fence array = fences.any(a, b).fence();
            a.signal(5);

            Fences.fail(b, 6, Errno.EIO);

            assertThat(array.error()).isNull();
        }

        @Test
        void takes_the_first_of_the_list_when_several_have_signalled_before() {
            Fence array = fences.any(a, fences.failed(9, Errno.EIO), fences.signaled(4))
                    .fence();

            assertThat(array.timestampNanos()).isEqualTo(9);
            assertThat(array.error()).isEqualTo(Errno.EIO);
            assertThat(Fences.callbacks(a)).isEmpty();
        }

        @Test
        void signals_once_even_if_a_member_is_listed_twice() {
            Fences.Calls calls = new Fences.Calls();
            Fence array = fences.any(a, a).fence();
            array.addCallback(calls);

            a.signal(5);

            assertThat(calls.fences).containsExactly(array);
        }

        @Test
        void signals_once_when_another_callback_of_the_same_member_signals_it_first() {
            Fences.Calls calls = new Fences.Calls();
            b.addCallback(signaled -> a.signal(5));
            Fence array = fences.any(a, b).fence();
            array.addCallback(calls);

            b.signal(5);

            assertThat(calls.fences).containsExactly(array);
        }
    }

    /**
     * Two members fail or not, in an order. {@code before} tells who has signalled before the array is made: then the order of
     * the list counts.
     */
    @ParameterizedTest(name = "{0}: {1} first, a {2}, b {3}, before: {4} -> {5}")
    @CsvSource({
        "all, a, 0,  0,   none, 0",
        "all, a, 5,  0,   none, 5",
        "all, b, 5,  0,   none, 5",
        "all, a, 5,  110, none, 5",
        "all, b, 5,  110, none, 110",
        "all, b, 5,  110, b,    110",
        "all, b, 5,  110, both, 5",
        "all, b, 0,  110, both, 110",
        "any, a, 5,  0,   none, 5",
        "any, a, 0,  5,   none, 0",
        "any, b, 5,  110, none, 110",
        "any, b, 5,  110, b,    110",
        "any, b, 5,  110, both, 5",
    })
    void bears_the_error_of_the_first_failure(
            String mode, String first, int errorOfA, int errorOfB, String before, int expected) {
        int signalledBefore = List.of("none", "b", "both").indexOf(before);
        List<Fence> order = first.equals("a") ? List.of(a, b) : List.of(b, a);
        for (int i = 0; i < signalledBefore; i++) {
            signal(order.get(i), i, errorOfA, errorOfB);
        }
        Fence array = (mode.equals("all") ? fences.all(a, b) : fences.any(a, b)).fence();

        for (int i = signalledBefore; i < 2; i++) {
            signal(order.get(i), i, errorOfA, errorOfB);
        }

        assertThat(array.isSignaled()).isTrue();
        assertThat(array.error()).isEqualTo(expected == 0 ? null : new Errno(expected));
    }

    private void signal(Fence fence, long nanos, int errorOfA, int errorOfB) {
        int error = fence == a ? errorOfA : errorOfB;
        if (error != 0) {
            fence.setError(new Errno(error));
        }
        fence.signal(nanos);
    }

    @Test
    void knows_of_a_failure_before_it_signals() {
        Fence array = fences.all(a, b).fence();

        Fences.fail(a, 5, Errno.EIO);

        assertThat(array.isSignaled()).isFalse();
        assertThat(array.error()).isEqualTo(Errno.EIO);
    }

    @Test
    void passes_a_deadline_on_to_the_members_that_are_outstanding() {
        FenceArray array = fences.all(a, b);
        a.signal(5);

        array.fence().setDeadline(50);

        assertThat(Fences.deadlines(a)).isEmpty();
        assertThat(Fences.deadlines(b)).containsExactly(50L);
    }

    @Test
    void needs_a_member() {
        assertThatIllegalArgumentException().isThrownBy(fences::all);
        assertThatIllegalArgumentException().isThrownBy(fences::any);
    }
}
