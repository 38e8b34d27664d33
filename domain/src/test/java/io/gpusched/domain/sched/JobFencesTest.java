package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JobFencesTest {
    private final Scheduler scheduler =
            new Scheduler(0, "ring0", new Fifo(), 4, Nanos.NO_LIMIT, 0, new Score(), 4, false);
    private final JobFences fences = new JobFences(7, scheduler, 10, 3);

    @Nested
    class Scheduled {
        @Test
        void the_fence_is_made_late_and_looks_as_if_it_had_always_been_there() {
            fences.signalScheduled(5);

            assertThat(fences.scheduled().isSignaled()).isTrue();
            assertThat(fences.scheduled().timestampNanos()).isEqualTo(5);
            assertThat(fences.scheduled()).isSameAs(fences.scheduled());
        }

        @Test
        void a_fence_that_was_made_before_signals() {
            Fence early = fences.scheduled();
            assertThat(early.isSignaled()).isFalse();

            fences.signalScheduled(0);

            assertThat(early.isSignaled()).isTrue();
            assertThat(fences.isScheduled()).isTrue();
            assertThat(fences.scheduledNanos()).isZero();
        }

        @Test
        void happens_once() {
            assertThatIllegalStateException().isThrownBy(fences::scheduledNanos);
            fences.signalScheduled(5);

            assertThatIllegalStateException().isThrownBy(() -> fences.signalScheduled(6));
        }

        @Test
        void the_two_fences_are_on_neighbouring_contexts_with_one_number() {
            assertThat(fences.scheduled().context()).isEqualTo(10);
            assertThat(fences.finished().context()).isEqualTo(11);
            assertThat(fences.scheduled().seqno())
                    .isEqualTo(3)
                    .isEqualTo(fences.finished().seqno());
        }
    }

    @Nested
    class Deadlines {
        private final List<Long> passedOn = new ArrayList<>();

        private void listen() {
            scheduler.onDeadline(changed -> passedOn.add(changed.deadlineNanos()));
        }

        @Test
        void none_is_the_rule() {
            assertThat(fences.deadlineNanos()).isNull();
        }

        @Test
        void the_earliest_is_kept_and_passed_on() {
            listen();

            fences.finished().setDeadline(50);
            fences.finished().setDeadline(70);
            fences.finished().setDeadline(30);

            assertThat(fences.deadlineNanos()).isEqualTo(30);
            assertThat(passedOn).containsExactly(50L, 30L);
        }

        @Test
        void the_same_one_again_is_passed_on_as_in_linux() {
            listen();

            fences.finished().setDeadline(50);
            fences.finished().setDeadline(50);

            assertThat(passedOn).containsExactly(50L, 50L);
        }

        @Test
        void one_for_the_scheduled_fence_means_nothing() {
            listen();

            fences.scheduled().setDeadline(50);

            assertThat(fences.deadlineNanos()).isNull();
            assertThat(passedOn).isEmpty();
        }

        @Test
        void one_for_a_finished_job_means_nothing() {
            fences.finished().signal(5);

            fences.finished().setDeadline(50);

            assertThat(fences.deadlineNanos()).isNull();
        }

        @Test
        void are_remembered_where_nobody_listens() {
            fences.finished().setDeadline(50);

            assertThat(fences.deadlineNanos()).isEqualTo(50);
        }
    }
}
