package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.domain.order.Fifo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The jobs on the hardware, in the order in which they were started. */
final class PendingListTest {
    private final Machine machine = new Machine(new Fifo());
    private final Scheduler ring = machine.scheduler(1_000);
    private final Entity entity = machine.entity(ring);
    private final PendingList list = ring.pending();

    private Job started(long nowNanos) {
        machine.push(entity);
        return machine.start(ring, nowNanos);
    }

    private List<Job> inOrder() {
        List<Job> jobs = new ArrayList<>();
        for (Job job = list.first(); job != null; job = list.after(job)) {
            jobs.add(job);
        }
        return jobs;
    }

    @Nested
    class Order {
        @Test
        void is_that_of_the_start_forwards_and_backwards() {
            Job first = started(0);
            Job second = started(0);
            Job third = started(0);

            assertThat(inOrder()).containsExactly(first, second, third);
            assertThat(list.last()).isSameAs(third);
            assertThat(list.before(third)).isSameAs(second);
            assertThat(list.before(first)).isNull();
            assertThat(list.size()).isEqualTo(3);
        }

        @Test
        void a_job_put_back_is_the_first_again() {
            Job first = started(0);
            Job second = started(0);
            list.remove(first);

            list.putBack(first, 5);

            assertThat(inOrder()).containsExactly(first, second);
        }

        @Test
        void a_job_put_back_alone_is_first_and_last() {
            Job only = started(0);
            list.remove(only);
            assertThat(list.isEmpty()).isTrue();

            list.putBack(only, 5);

            assertThat(list.first()).isSameAs(only);
            assertThat(list.last()).isSameAs(only);
        }

        @Test
        void any_jobs_may_leave_in_any_order() {
            SplittableRandom random = new SplittableRandom(5);
            List<Job> expected = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                if (expected.isEmpty() || random.nextInt(3) > 0) {
                    expected.add(started(0));
                } else {
                    Job gone = expected.remove(random.nextInt(expected.size()));
                    list.remove(gone);
                    assertThat(list.contains(gone)).isFalse();
                }
                assertThat(inOrder()).isEqualTo(expected);
                assertThat(list.size()).isEqualTo(expected.size());
            }
        }

        @Test
        void a_job_is_in_one_list_once() {
            Job job = started(0);

            assertThatThrownBy(() -> list.addLast(job)).isInstanceOf(IllegalStateException.class);
            assertThat(inOrder()).containsExactly(job);
        }
    }

    @Nested
    class WhereJobsOverlap {
        private final Scheduler overlapping = machine.scheduler(1_000, new Score(), true);
        private final Entity caller = machine.entity(overlapping);
        private final PendingList calls = overlapping.pending();

        private Job called(long nowNanos) {
            machine.push(caller);
            return machine.start(overlapping, nowNanos);
        }

        @Test
        void whoever_has_finished_leaves_and_nobody_is_dated_anew() {
            Job first = called(0);
            Job second = called(1);
            Job third = called(2);
            machine.finish(second, 5);
            machine.finish(third, 6);

            assertThat(calls.firstToTimeOut()).isSameAs(first);
            assertThat(calls.removeFinished()).isSameAs(second);
            assertThat(calls.removeFinished()).isSameAs(third);
            assertThat(calls.removeFinished()).isNull();
            assertThat(third.fences().scheduledNanos()).isEqualTo(2);
            assertThat(calls.jobs()).containsExactly(first);
        }

        @Test
        void the_timeout_is_for_the_unfinished_job_that_started_first() {
            Job first = called(0);
            Job second = called(3);
            machine.finish(first, 5);

            assertThat(calls.firstToTimeOut()).isSameAs(second);
            assertThat(calls.usedNanos(second, 10)).isEqualTo(7);
        }

        @Test
        void a_job_that_is_about_to_start_has_used_no_time() {
            machine.push(caller);
            Job job = (Job) ((Entity) overlapping.select()).pop(Preparation.NONE);
            overlapping.begin(job);

            assertThat(calls.usedNanos(job, 10)).isZero();
        }

        @Test
        void a_job_put_back_is_the_last_and_has_all_of_its_time_again() {
            Job first = called(0);
            Job second = called(3);
            calls.remove(first);

            calls.putBack(first, 8);

            assertThat(calls.jobs()).containsExactly(second, first);
            assertThat(calls.firstToTimeOut()).isSameAs(second);
            assertThat(calls.usedNanos(first, 10)).isEqualTo(2);
        }

        @Test
        void a_job_that_left_the_list_is_forgotten() {
            Job job = called(0);
            calls.timeAnew(job, 8);
            calls.remove(job);

            calls.addFirst(job);

            assertThat(calls.usedNanos(job, 10)).isEqualTo(10);
        }
    }

    @Nested
    class InOrder {
        @Test
        void the_timeout_is_for_the_first_job_and_every_start_gives_it_all_of_its_time() {
            Job first = started(0);
            started(3);
            machine.finish(first, 5);

            assertThat(list.firstToTimeOut()).isSameAs(first);
            assertThat(list.usedNanos(first, 10)).isZero();
        }
    }

    @Nested
    class Retiring {
        @Test
        void only_a_finished_head_leaves() {
            Job first = started(0);
            Job second = started(0);
            machine.finish(second, 5);

            assertThat(list.removeFinished()).isNull();

            machine.finish(first, 7);
            assertThat(list.removeFinished()).isSameAs(first);
            assertThat(list.removeFinished()).isSameAs(second);
            assertThat(list.removeFinished()).isNull();
        }

        @Test
        void the_next_job_counts_as_started_when_this_one_finished() {
            Job first = started(0);
            Job second = started(1);
            machine.finish(first, 50);

            list.removeFinished();

            assertThat(second.fences().scheduledNanos()).isEqualTo(50);
            assertThat(second.fences().scheduled().timestampNanos()).isEqualTo(50);
        }

        @Test
        void even_if_it_had_finished_before_so_that_its_time_is_negative() {
            Job first = started(0);
            Job second = started(0);
            machine.finish(second, 10);
            machine.finish(first, 50);
            list.removeFinished();
            list.removeFinished();

            ring.account(second);

            assertThat(entity.gpuTime().runtimeNanos()).isEqualTo(-40);
        }
    }
}
