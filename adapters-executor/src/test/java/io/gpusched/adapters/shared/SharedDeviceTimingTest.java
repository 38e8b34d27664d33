package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.accepted;
import static io.gpusched.adapters.shared.Scene.isOver;
import static io.gpusched.adapters.shared.Scene.millis;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.DeviceSnapshot;
import io.gpusched.application.device.EntityOptions;
import io.gpusched.application.device.Ring;
import io.gpusched.application.device.SharedDevice;
import io.gpusched.application.device.SharedEntity;
import io.gpusched.application.device.SubmitOptions;
import io.gpusched.application.device.Ticket;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.SingleEntity;
import io.gpusched.domain.sched.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a shared device does when, to the nanosecond. */
class SharedDeviceTimingTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();

    private Scene scene(UnaryOperator<Ring<String>> shape) {
        return new Scene(new VirtualRig(time), shape);
    }

    private void runUntil(long nanos) {
        time.timer(() -> {}).arm(nanos - time.nanos());
        time.run(nanos);
    }

    @Nested
    class ATimeout {
        @Test
        void ends_the_job_cancels_its_future_and_lets_the_next_one_run() {
            Scene scene = scene(ring -> ring.timeout(millis(5)));
            SharedEntity<String> alice = scene.entity("alice");
            Ticket hung = submit(alice, "hung");
            submit(alice, "next");

            runUntil(5 * MS - 1);
            assertThat(isOver(hung)).isFalse();
            runUntil(5 * MS);

            assertThat(scene.errnoOf(hung)).isEqualTo(Errno.ETIMEDOUT);
            assertThat(scene.calls.future("hung")).isCancelled();
            assertThat(scene.calls.started()).containsExactly("hung", "next");
            assertThat(scene.snapshot().rings().head().running()).isEqualTo(1);
        }

        @Test
        void does_not_hit_a_job_that_is_in_time() {
            Scene scene = scene(ring -> ring.timeout(millis(5)));
            SharedEntity<String> alice = scene.entity("alice");
            Ticket first = submit(alice, "first");
            Ticket second = submit(alice, "second");
            runUntil(4 * MS);
            scene.complete("first");

            runUntil(8 * MS);
            scene.complete("second");
            runUntil(100 * MS);

            assertThat(scene.resultOf(first.finished())).isSameAs(first);
            assertThat(scene.resultOf(second.finished())).isSameAs(second);
        }

        /** The scheduler's timer is wound up by each start, and would never ring. */
        @Test
        void is_not_put_off_by_jobs_that_come_and_go_beside_the_one_that_hangs() {
            Scene scene = scene(ring -> ring.timeout(millis(5)).credits(2));
            SharedEntity<String> alice = scene.entity("alice");
            Ticket hung = submit(alice, "hung");
            for (int i = 0; i < 10; i++) {
                submit(scene.entity("bob"), "quick" + i);
                runUntil((i + 1) * MS);
                scene.complete("quick" + i);
                assertThat(isOver(hung)).as("after %d ms", i + 1).isEqualTo(i + 1 >= 5);
            }

            assertThat(scene.errnoOf(hung)).isEqualTo(Errno.ETIMEDOUT);
        }

        /** With the timeout for the oldest job only, the last of eight would be given up after forty milliseconds. */
        @Test
        void is_for_each_job_from_its_own_start_when_they_run_beside_each_other() {
            Scene scene = scene(ring -> ring.timeout(millis(5)).credits(8));
            SharedEntity<String> alice = scene.entity("alice");
            List<Ticket> atOnce = IntStream.range(0, 7)
                    .mapToObj(i -> submit(alice, "hung" + i))
                    .toList();
            runUntil(2 * MS);
            Ticket later = submit(alice, "later");

            runUntil(5 * MS);
            assertThat(atOnce)
                    .allSatisfy(ticket -> assertThat(scene.errnoOf(ticket)).isEqualTo(Errno.ETIMEDOUT));
            runUntil(7 * MS - 1);
            assertThat(isOver(later)).isFalse();
            runUntil(7 * MS);

            assertThat(scene.errnoOf(later)).isEqualTo(Errno.ETIMEDOUT);
            assertThat(time.nanos()).isEqualTo(7 * MS);
        }

        @Test
        void of_serial_hardware_is_for_the_job_that_has_its_turn() {
            Scene scene = scene(ring -> ring.timeout(millis(5)).credits(2).overlapping(false));
            SharedEntity<String> alice = scene.entity("alice");
            Ticket first = submit(alice, "first");
            Ticket second = submit(alice, "second");
            runUntil(4 * MS);
            scene.complete("first");

            runUntil(9 * MS - 1);
            assertThat(isOver(second)).isFalse();
            runUntil(9 * MS);

            assertThat(scene.errnoOf(second)).isEqualTo(Errno.ETIMEDOUT);
            assertThat(scene.resultOf(first.finished())).isSameAs(first);
        }

        @Test
        void that_was_too_late_changes_nothing() {
            Scene scene = scene(ring -> ring.timeout(millis(5)));
            Ticket ticket = submit(scene.entity("alice"), "a");
            scene.settle();
            CompletableFuture<String> copy = scene.calls.future("a").copy();
            runUntil(5 * MS);

            copy.complete("much later");
            runUntil(50 * MS);

            assertThat(scene.errnoOf(ticket)).isEqualTo(Errno.ETIMEDOUT);
            assertThat(scene.snapshot().failed()).isEqualTo(1);
            assertThat(scene.snapshot().completed()).isZero();
        }
    }

    @Nested
    class SerialHardware {
        @Test
        void is_given_a_job_as_soon_as_the_one_that_it_depends_on_was() {
            Scene scene = scene(ring -> ring.credits(2).overlapping(false));
            Ticket first = submit(scene.entity("alice"), "first");
            accepted(scene.entity("bob"), "second", SubmitOptions.none().after(first));

            scene.settle();

            assertThat(scene.calls.started()).containsExactly("first", "second");
        }
    }

    @Nested
    class Closing {
        @Test
        void ends_at_the_drain_limit_and_not_before() {
            Scene scene = new Scene(
                    new VirtualRig(time), UnaryOperator.identity(), builder -> builder.drainLimit(millis(30)));
            Ticket hung = submit(scene.entity("alice"), "hung");
            scene.settle();
            CompletableFuture<Void> closed = scene.device.shutDown().toCompletableFuture();

            runUntil(30 * MS - 1);
            assertThat(closed).isNotDone();
            runUntil(30 * MS);

            assertThat(closed).isCompleted();
            assertThat(scene.errnoOf(hung)).isEqualTo(Errno.ECANCELED);
        }

        @Test
        void gives_up_jobs_that_wait_for_what_never_comes() {
            Scene scene = new Scene(
                    new VirtualRig(time), UnaryOperator.identity(), builder -> builder.drainLimit(Duration.ZERO));
            CompletableFuture<String> never = new CompletableFuture<>();
            Ticket waiting =
                    accepted(scene.entity("alice"), "a", SubmitOptions.none().after(never));
            scene.settle();

            scene.resultOf(scene.device.shutDown());

            assertThat(scene.errnoOf(waiting)).isEqualTo(Errno.ECANCELED);
            assertThat(time.nanos()).isZero();
            never.complete("too late");
            scene.settle();
            assertThat(scene.snapshot().failed()).isEqualTo(1);
        }

        @Test
        void gives_up_jobs_of_hardware_that_does_not_answer() {
            Ring<String> ring = Ring.over("deaf", new Deaf());
            SharedDevice device =
                    SharedDevice.on(time).ring(ring).drainLimit(Duration.ZERO).open();
            Ticket running = submit(device.entity("alice", ring), "a");
            time.run(0);

            CompletableFuture<Void> closed = device.shutDown().toCompletableFuture();
            time.run(0);

            assertThat(closed).isCompleted();
            assertThat(running.finished().toCompletableFuture()).isCompletedExceptionally();
        }
    }

    @Nested
    class TwoTenants {
        /** Bob floods the backend and Alice asks now and then; each call takes a millisecond. */
        @Test
        void wait_as_the_policy_says() {
            assertThat(meanWaitOfAlice(ring -> ring.policy(new Fifo()))).isGreaterThan(20 * MS);
            assertThat(meanWaitOfAlice(ring -> ring.policy(new Fair()))).isLessThan(2 * MS);
        }

        private long meanWaitOfAlice(UnaryOperator<Ring<String>> shape) {
            VirtualTime clock = new VirtualTime();
            Ring<String> ring = shape.apply(Ring.of("backend", payload -> after(clock, MS)));
            SharedDevice device = SharedDevice.on(clock).ring(ring).open();
            SharedEntity<String> bob = device.entity("bob", ring);
            SharedEntity<String> alice = device.entity("alice", ring);
            IntStream.range(0, 300).forEach(i -> submit(bob, "b" + i));
            for (int i = 0; i < 10; i++) {
                int number = i;
                clock.timer(() -> submit(alice, "a" + number)).arm(i * 20 * MS);
            }

            clock.run(VirtualTime.NO_END);
            CompletableFuture<DeviceSnapshot> snapshot = device.snapshot().toCompletableFuture();
            clock.run(VirtualTime.NO_END);

            DeviceSnapshot.EntityState state = snapshot.join().entities().get(1);
            assertThat(state.waits().jobs()).isEqualTo(10);
            assertThat(state.waits().longestNanos())
                    .isGreaterThanOrEqualTo(state.waits().meanNanos());
            assertThat(snapshot.join().entities().map(DeviceSnapshot.EntityState::gpuNanos))
                    .containsExactly(300 * MS, 10 * MS);
            assertThat(state.share()).isEqualTo(10.0 / 310);
            return state.waits().meanNanos();
        }
    }

    @Nested
    class Settings {
        @Test
        void that_make_no_sense_are_refused() {
            Ring<String> ring = Ring.of("backend", payload -> new CompletableFuture<>());

            assertThatThrownBy(() -> ring.credits(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ring.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ring.hangLimit(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ring.policy(new SingleEntity())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> EntityOptions.of("alice", ring).queueLimit(0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> EntityOptions.of("alice", ring).rings(List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SubmitOptions.none().credits(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SharedDevice.on(time).ring(ring).ring(ring))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SharedDevice.on(time).open()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_function_alone_can_be_hardware_of_any_device() {
        List<String> called = new ArrayList<>();
        Hardware hardware = Hardware.<String>of(payload -> {
            called.add(payload);
            return CompletableFuture.completedFuture(payload);
        });
        Ring<String> ring = Ring.over("function", hardware);
        SharedDevice device = SharedDevice.on(time).ring(ring).open();

        Ticket ticket = submit(device.entity("alice", ring), "a");
        time.run(VirtualTime.NO_END);

        assertThat(ticket.finished().toCompletableFuture()).isCompleted();
        assertThat(called).containsExactly("a");
    }

    private static CompletionStage<?> after(VirtualTime timers, long nanos) {
        CompletableFuture<String> later = new CompletableFuture<>();
        timers.timer(() -> later.complete("done")).arm(nanos);
        return later;
    }

    /** Takes jobs and says nothing more. */
    private record Deaf() implements Hardware {
        @Override
        public Launch run(Job job, Completion completion) {
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(Job job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(Job job) {}
    }
}
