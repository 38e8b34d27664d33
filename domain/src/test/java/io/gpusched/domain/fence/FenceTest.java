package io.gpusched.domain.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FenceTest {
    private final Fences fences = new Fences();
    private final Fence fence = fences.make();

    @Nested
    class Signalling {
        @Test
        void happens_once_and_keeps_its_time() {
            fence.signal(7);

            assertThat(fence.isSignaled()).isTrue();
            assertThat(fence.timestampNanos()).isEqualTo(7);
            assertThatIllegalStateException().isThrownBy(() -> fence.signal(8));
        }

        @Test
        void carries_the_error_that_was_set_before() {
            fence.setError(Errno.EIO);
            fence.setError(Errno.ETIMEDOUT);

            fence.signal(7);

            assertThat(fence.error()).isEqualTo(Errno.ETIMEDOUT);
            assertThatIllegalStateException().isThrownBy(() -> fence.setError(Errno.EIO));
        }

        @Test
        void has_no_time_before() {
            assertThatIllegalStateException().isThrownBy(fence::timestampNanos);
        }

        @Test
        void can_be_dated_anew_only_after() {
            assertThatIllegalStateException().isThrownBy(() -> fence.restamp(3));
            fence.signal(7);

            fence.restamp(3);

            assertThat(fence.timestampNanos()).isEqualTo(3);
        }
    }

    @Nested
    class Callbacks {
        @Test
        void run_in_the_order_in_which_they_were_added() {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                fence.addCallback(signaled -> order.add(number));
            }

            fence.signal(7);

            assertThat(order).containsExactly(0, 1, 2, 3, 4);
            assertThat(Fences.callbacks(fence)).isEmpty();
        }

        @Test
        void see_the_fence_signalled() {
            List<Boolean> seen = new ArrayList<>();
            fence.addCallback(signaled -> seen.add(signaled.isSignaled()));

            fence.signal(7);

            assertThat(seen).containsExactly(true);
        }

        @Test
        void are_refused_by_a_signalled_fence() {
            Fences.Calls calls = new Fences.Calls();
            fence.signal(7);

            assertThat(fence.addCallback(calls)).isFalse();
            assertThat(calls.fences).isEmpty();
        }

        @Test
        void do_not_run_once_they_are_taken_off() {
            Fences.Calls first = new Fences.Calls();
            Fences.Calls second = new Fences.Calls();
            fence.addCallback(first);
            fence.addCallback(second);

            assertThat(fence.removeCallback(first)).isTrue();
            assertThat(fence.removeCallback(first)).isFalse();
            fence.signal(7);

            assertThat(first.fences).isEmpty();
            assertThat(second.fences).containsExactly(fence);
        }

        @Test
        void may_add_callbacks_to_other_fences_and_are_not_called_twice() {
            Fence next = fences.make();
            Fences.Calls calls = new Fences.Calls();
            fence.addCallback(signaled -> next.addCallback(calls));

            fence.signal(7);
            next.signal(8);

            assertThat(calls.fences).containsExactly(next);
        }
    }

    @Nested
    class Order {
        @Test
        void exists_on_one_context() {
            Fence later = Fence.of(fence.context(), 2, fence.source());

            assertThat(later.isLaterThan(fence)).isTrue();
            assertThat(fence.isLaterThan(later)).isFalse();
            assertThat(fence.isLaterThan(fence)).isFalse();
        }

        @Test
        void does_not_exist_between_contexts() {
            assertThatIllegalArgumentException().isThrownBy(() -> fence.isLaterThan(fences.make()));
        }
    }

    @Nested
    class Deadlines {
        @Test
        void reach_the_source() {
            fence.setDeadline(50);

            assertThat(Fences.deadlines(fence)).containsExactly(50L);
        }

        @Test
        void mean_nothing_after_the_signal() {
            fence.signal(7);

            fence.setDeadline(50);

            assertThat(Fences.deadlines(fence)).isEmpty();
        }
    }

    @Test
    void a_stub_has_signalled_from_the_start() {
        Fence stub = StubFence.signaledAt(9);

        assertThat(stub.isSignaled()).isTrue();
        assertThat(stub.timestampNanos()).isEqualTo(9);
        assertThat(stub.error()).isNull();
        assertThat(stub.addCallback(new Fences.Calls())).isFalse();
    }

    @Test
    void contexts_are_handed_out_once_and_never_that_of_stubs() {
        FenceContexts contexts = new FenceContexts();

        long first = contexts.allocate(2);
        long next = contexts.allocate(1);

        assertThat(next).isEqualTo(first + 2);
        assertThat(first).isNotEqualTo(StubFence.signaledAt(0).context());
        assertThatIllegalArgumentException().isThrownBy(() -> contexts.allocate(0));
    }
}
