package io.gpusched.adapters.virtualtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpusched.application.device.FenceWait;
import io.gpusched.application.device.FenceWait.Outcome;
import io.gpusched.application.device.FenceWait.Outcome.Signaled;
import io.gpusched.application.device.FenceWait.Outcome.Unsignaled;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceArray;
import io.gpusched.domain.fence.FenceContexts;
import io.gpusched.domain.fence.FenceSource;
import io.gpusched.domain.fence.StubFence;
import io.gpusched.domain.fence.Timeline;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FenceWaitTest {
    private static final Signaled WITHOUT_ERROR = new Signaled(null);

    private final VirtualTime time = new VirtualTime();
    private final FenceContexts contexts = new FenceContexts();
    private final Fence fence = newFence();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    private Fence newFence() {
        return Fence.of(contexts.allocate(1), 1, (FenceSource) () -> "test");
    }

    private void note(Outcome outcome) {
        outcomes.add(outcome);
        times.add(time.nanos());
    }

    private FenceWait await(Fence awaited, long timeoutNanos) {
        return FenceWait.on(awaited, time.timers(), timeoutNanos, this::note);
    }

    private void at(long nanos, Runnable action) {
        time.timers().timer(action).arm(nanos);
    }

    private void run() {
        time.run(Nanos.NEVER);
    }

    @Nested
    class ForAFence {
        @Test
        void ends_with_the_signal_and_disarms_the_timer() {
            FenceWait wait = await(fence, 100);
            at(30, () -> fence.signal(30));

            run();

            assertThat(outcomes).containsExactly(WITHOUT_ERROR);
            assertThat(times).containsExactly(30L);
            assertThat(time.nanos()).isEqualTo(30);
            assertThat(wait.isOver()).isTrue();
        }

        @Test
        void hands_over_the_error() {
            await(fence, 100);

            fence.setError(Errno.EIO);
            fence.signal(0);

            assertThat(outcomes).containsExactly(new Signaled(Errno.EIO));
        }

        @Test
        void ends_when_the_time_is_up_and_never_again() {
            await(fence, 100);
            at(130, () -> fence.signal(130));

            run();

            assertThat(outcomes).containsExactly(Unsignaled.TIMED_OUT);
            assertThat(times).containsExactly(100L);
        }

        @Test
        void at_one_instant_whatever_comes_first_wins() {
            at(100, () -> fence.signal(100));
            await(fence, 100);
            Fence late = newFence();
            await(late, 100);
            at(100, () -> late.signal(100));

            run();

            assertThat(outcomes).containsExactly(WITHOUT_ERROR, Unsignaled.TIMED_OUT);
        }

        @Test
        void has_an_outcome_at_once_if_the_fence_has_signalled() {
            fence.signal(0);

            FenceWait wait = await(fence, 100);

            assertThat(outcomes).containsExactly(WITHOUT_ERROR);
            assertThat(wait.isOver()).isTrue();
            assertThat(time.runOne(Nanos.NEVER)).isFalse();
        }

        @Test
        void only_looks_if_the_timeout_is_0() {
            await(fence, 0);
            await(StubFence.signaledAt(0), 0);

            assertThat(outcomes).containsExactly(Unsignaled.TIMED_OUT, WITHOUT_ERROR);
            fence.signal(0);
            assertThat(outcomes).hasSize(2);
        }

        @Test
        void goes_on_for_ever_without_a_timeout() {
            await(fence, Nanos.NO_LIMIT);

            run();

            assertThat(outcomes).isEmpty();
            fence.signal(5);
            assertThat(outcomes).containsExactly(WITHOUT_ERROR);
        }

        @Test
        void takes_any_of_several_by_an_array() {
            Fence other = newFence();
            await(FenceArray.any(contexts.allocate(1), 1, List.of(fence, other)).fence(), 100);

            other.signal(0);

            assertThat(outcomes).containsExactly(WITHOUT_ERROR);
        }

        @Test
        void takes_no_negative_timeout() {
            assertThatIllegalArgumentException().isThrownBy(() -> await(fence, -1));

            fence.signal(0);
            assertThat(outcomes).isEmpty();
        }
    }

    @Nested
    class Cancelling {
        @Test
        void ends_the_wait_without_an_outcome() {
            FenceWait wait = await(fence, 100);

            assertThat(wait.cancel()).isTrue();
            assertThat(wait.cancel()).isFalse();
            fence.signal(0);
            run();

            assertThat(outcomes).isEmpty();
            assertThat(time.nanos()).isZero();
        }

        @Test
        void comes_too_late_after_the_outcome() {
            FenceWait wait = await(fence, 100);
            fence.signal(0);

            assertThat(wait.cancel()).isFalse();
        }

        @Test
        void works_from_a_callback_of_the_same_fence() {
            List<FenceWait> waits = new ArrayList<>();
            fence.addCallback(signaled -> waits.getFirst().cancel());
            waits.add(await(fence, 100));

            fence.signal(0);

            assertThat(outcomes).isEmpty();
        }
    }

    @Nested
    class ForAPoint {
        private final Timeline timeline = new Timeline(contexts);

        private FenceWait awaitPoint(long point, long timeoutNanos) {
            return FenceWait.onPoint(timeline, point, time.timers(), timeoutNanos, FenceWaitTest.this::note);
        }

        @Test
        void waits_for_the_point_to_be_submitted_and_then_to_be_reached() {
            awaitPoint(2, 100);
            at(20, () -> timeline.addPoint(2, fence));
            at(50, () -> fence.signal(50));

            run();

            assertThat(outcomes).containsExactly(WITHOUT_ERROR);
            assertThat(times).containsExactly(50L);
        }

        @Test
        void is_over_at_once_if_the_point_was_reached() {
            timeline.addPoint(2, StubFence.signaledAt(0));

            assertThat(awaitPoint(1, 100).isOver()).isTrue();

            assertThat(outcomes).containsExactly(WITHOUT_ERROR);
        }

        @Test
        void times_out_if_nobody_submits_it() {
            awaitPoint(2, 100);
            at(130, () -> timeline.addPoint(2, StubFence.signaledAt(130)));

            run();

            assertThat(outcomes).containsExactly(Unsignaled.TIMED_OUT);
        }

        @Test
        void times_out_if_it_is_not_reached_in_time() {
            awaitPoint(2, 100);
            at(20, () -> timeline.addPoint(2, fence));
            at(130, () -> fence.signal(130));

            run();

            assertThat(outcomes).containsExactly(Unsignaled.TIMED_OUT);
            assertThat(times).containsExactly(100L);
        }

        @Test
        void can_be_cancelled_before_it_is_submitted() {
            FenceWait wait = awaitPoint(2, 100);

            assertThat(wait.cancel()).isTrue();
            timeline.addPoint(2, StubFence.signaledAt(0));
            run();

            assertThat(outcomes).isEmpty();
        }
    }
}
