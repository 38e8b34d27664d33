package io.gpusched.domain.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceArray;
import io.gpusched.domain.fence.FenceChain;
import io.gpusched.domain.fence.FenceContexts;
import io.gpusched.domain.fence.FenceSource;
import io.gpusched.domain.fence.Reservation;
import io.gpusched.domain.fence.StubFence;
import io.gpusched.domain.fence.Timeline;
import io.gpusched.domain.fence.Usage;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job can be made to wait for, and what its entity then waits for. */
class DependenciesTest {
    private final FenceContexts contexts = new FenceContexts();
    private final Scheduler scheduler = newScheduler(0);
    private final UnarmedJob job = new UnarmedJob(7, newEntity(scheduler), 1, "payload");
    private int wakeups;

    @BeforeEach
    void countWakeups() {
        scheduler.onWakeup(() -> wakeups++);
    }

    private static Scheduler newScheduler(int id) {
        return new Scheduler(id, "ring" + id, new Fifo(), 4, Nanos.NO_LIMIT, 0, new Score(), 4, false);
    }

    private Entity newEntity(Scheduler on) {
        return new Entity(0, contexts.allocate(2), Priority.NORMAL, List.of(on));
    }

    private Fence newFence() {
        return newFence(contexts.allocate(1), 1);
    }

    private static Fence newFence(long context, long seqno) {
        return Fence.of(context, seqno, (FenceSource) () -> "test");
    }

    /** A job of another client, pushed but not run. */
    private JobFences otherJob(Scheduler on) {
        return ((Job) new UnarmedJob(1, newEntity(on), 1, "payload").arm()).fences();
    }

    private Job push() {
        Job armed = (Job) job.arm();
        armed.entity().push(armed, 0);
        return armed;
    }

    /** Returns what the entity waits for, or null if the job may run. */
    private Fence awaited() {
        return push().entity().pop(Preparation.NONE) instanceof Pop.Blocked blocked ? blocked.on() : null;
    }

    private List<Fence> dependencies() {
        Job armed = (Job) job.arm();
        List<Fence> all = new ArrayList<>();
        for (int i = 0; i < armed.dependencyCount(); i++) {
            all.add(armed.dependency(i));
        }
        return all;
    }

    @Nested
    class Containers {
        @Test
        void the_fence_of_an_array_is_waited_for_as_it_is() {
            Fence a = newFence();
            Fence b = newFence();
            Fence array = FenceArray.all(contexts.allocate(1), 1, List.of(a, b)).fence();
            job.addDependency(array);

            assertThat(awaited()).isSameAs(array);
            a.signal(1);
            assertThat(wakeups).isZero();
            b.signal(2);

            assertThat(wakeups).isEqualTo(1);
        }

        @Test
        void the_fence_of_a_link_is_waited_for_as_it_is() {
            Fence a = newFence();
            Fence b = newFence();
            Fence first = new FenceChain(null, a, 1, contexts).fence();
            Fence second = new FenceChain(first, b, 2, contexts).fence();
            job.addDependency(second);

            assertThat(awaited()).isSameAs(second);
            b.signal(1);
            assertThat(wakeups).isZero();
            a.signal(2);

            assertThat(wakeups).isEqualTo(1);
        }

        @Test
        void jobs_inside_of_a_container_are_not_pipelined() {
            JobFences other = otherJob(scheduler);
            Fence array = FenceArray.all(contexts.allocate(1), 1, List.of(other.finished()))
                    .fence();
            job.addDependency(array);

            assertThat(awaited()).isSameAs(array);
            other.signalScheduled(1);
            assertThat(wakeups).isZero();
            other.finished().signal(2);

            assertThat(wakeups).isEqualTo(1);
        }

        @Test
        void a_link_of_a_chain_that_has_signalled_is_not_waited_for() {
            job.addDependency(new FenceChain(null, StubFence.signaledAt(1), 1, contexts).fence());

            assertThat(awaited()).isNull();
        }
    }

    @Nested
    class Pipelining {
        @Test
        void a_job_on_the_same_scheduler_needs_only_to_be_scheduled() {
            JobFences other = otherJob(scheduler);
            job.addDependency(other.finished());

            assertThat(awaited()).isSameAs(other.scheduled());
        }

        @Test
        void a_job_on_another_scheduler_must_finish() {
            JobFences other = otherJob(newScheduler(1));
            job.addDependency(other.finished());

            assertThat(awaited()).isSameAs(other.finished());
        }

        @Test
        void a_fence_that_forbids_it_must_signal_itself() {
            JobFences other = otherJob(scheduler);
            other.finished().forbidPipelining();
            job.addDependency(other.finished());

            assertThat(awaited()).isSameAs(other.finished());
        }

        @Test
        void a_fence_that_will_fail_must_signal_itself() {
            JobFences other = otherJob(scheduler);
            other.finished().setError(Errno.EIO);
            job.addDependency(other.finished());

            assertThat(awaited()).isSameAs(other.finished());
        }
    }

    @Nested
    class OneContext {
        @Test
        void only_the_latest_fence_is_kept_in_the_place_of_the_first() {
            long context = contexts.allocate(1);
            Fence other = newFence();
            Fence second = newFence(context, 2);
            Fence third = newFence(context, 3);
            job.addDependency(second);
            job.addDependency(other);
            job.addDependency(third);
            job.addDependency(newFence(context, 1));

            assertThat(job.hasDependency(third)).isTrue();
            assertThat(job.hasDependency(second)).isFalse();
            assertThat(dependencies()).containsExactly(third, other);
        }
    }

    @Nested
    class Reservations {
        private final Reservation reservation = new Reservation();
        private final Fence kernel = newFence();
        private final Fence write = newFence();
        private final Fence read = newFence();
        private final Fence bookkeep = newFence();

        @BeforeEach
        void addAll() {
            reservation.add(kernel, Usage.KERNEL);
            reservation.add(write, Usage.WRITE);
            reservation.add(read, Usage.READ);
            reservation.add(bookkeep, Usage.BOOKKEEP);
        }

        @ParameterizedTest(name = "{0} -> {1} fences")
        @CsvSource({"KERNEL, 1", "WRITE, 2", "READ, 3", "BOOKKEEP, 4"})
        void give_the_fences_of_a_usage_and_those_before(Usage usage, int count) {
            job.addDependencies(reservation, usage);

            assertThat(dependencies())
                    .isEqualTo(List.of(kernel, write, read, bookkeep).subList(0, count));
        }

        @Test
        void make_a_reader_wait_for_writers() {
            job.addImplicitDependencies(reservation, false);

            assertThat(dependencies()).containsExactly(kernel, write);
        }

        @Test
        void make_a_writer_wait_for_readers_too() {
            job.addImplicitDependencies(reservation, true);

            assertThat(dependencies()).containsExactly(kernel, write, read);
        }

        @Test
        void give_signalled_fences_too_for_which_nobody_waits() {
            kernel.signal(1);
            job.addDependencies(reservation, Usage.KERNEL);

            assertThat(job.hasDependency(kernel)).isTrue();
            assertThat(awaited()).isNull();
        }
    }

    @Nested
    class Timelines {
        private final Timeline timeline = new Timeline(contexts);

        @Test
        void make_the_job_wait_for_a_point() {
            Fence a = newFence();
            timeline.addPoint(1, a);
            FenceChain second = timeline.addPoint(2, newFence());

            Errno error = job.addTimelineDependency(timeline, 1);

            assertThat(error).isNull();
            assertThat(awaited()).isNotSameAs(second.fence());
            a.signal(1);
            assertThat(wakeups).isEqualTo(1);
        }

        @Test
        void do_not_make_it_wait_for_a_point_that_was_reached() {
            timeline.addPoint(1, StubFence.signaledAt(1));
            timeline.addPoint(2, newFence());

            assertThat(job.addTimelineDependency(timeline, 1)).isNull();

            assertThat(awaited()).isNull();
        }

        /** Timelines: {@code none} does not exist, {@code empty} has no point, {@code two} has point 2. */
        @ParameterizedTest(name = "point {1} of {0} -> {2}")
        @CsvSource({
            "none, 1, -2",
            "empty, 0, -22",
            "empty, 1, -22",
            "two, 3, -22",
            "two, 0, 0",
            "two, 1, 0",
            "two, 2, 0"
        })
        void refuse_with_the_errors_of_linux(String which, long point, int expected) {
            if (which.equals("two")) {
                timeline.addPoint(2, newFence());
            }

            Errno error = job.addTimelineDependency(which.equals("none") ? null : timeline, point);

            assertThat(error == null ? 0 : error.code()).isEqualTo(expected);
            assertThat(dependencies()).hasSize(expected == 0 ? 1 : 0);
        }
    }

    @Test
    void an_armed_job_takes_no_more_dependencies() {
        push();

        assertThatIllegalStateException().isThrownBy(() -> job.addDependency(newFence()));
        assertThatIllegalStateException().isThrownBy(() -> job.addDependencies(new Reservation(), Usage.READ));
        assertThatIllegalStateException().isThrownBy(() -> job.addImplicitDependencies(new Reservation(), true));
        assertThatIllegalStateException().isThrownBy(() -> job.addTimelineDependency(new Timeline(contexts), 1));
    }

    @Test
    void an_aborted_job_can_be_used_for_nothing() {
        job.abort();

        assertThatIllegalStateException().isThrownBy(job::arm);
        assertThatIllegalStateException().isThrownBy(() -> job.addDependency(newFence()));
    }
}
