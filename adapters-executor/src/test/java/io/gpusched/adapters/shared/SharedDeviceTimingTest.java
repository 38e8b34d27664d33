package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.accepted;
import static io.gpusched.adapters.shared.Scene.isOver;
import static io.gpusched.adapters.shared.Scene.millis;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.EntityOptions;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.SingleEntity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.time.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shared device does when, to the nanosecond. */
class SharedDeviceTimingTest {
    private static final long MS = 1_000_000;
    private static final int HANGS = 0;

    private final VirtualTime time = new VirtualTime();

    private Scene scene(UnaryOperator<Ring<String>> shape) {
        return new Scene(new VirtualRig(time), shape);
    }

    private static Ring<String> oneAtATime(Ring<String> ring) {
        return ((CallRing<String, ?>) ring).overlapping(false);
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
            Scene scene = scene(ring -> oneAtATime(ring.timeout(millis(5)).credits(2)));
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
    class AStartLimit {
        @Test
        void is_kept_to_the_nanosecond_whatever_is_running() {
            Scene scene = scene(UnaryOperator.identity());
            SharedEntity<String> alice = scene.entity("alice");
            Ticket running = submit(alice, "running");
            Ticket late = accepted(alice, "late", SubmitOptions.none().startWithin(millis(5)));
            submit(alice, "patient");

            runUntil(5 * MS - 1);
            assertThat(isOver(late)).isFalse();
            runUntil(5 * MS);
            assertThat(scene.errnoOf(late)).isEqualTo(Errno.ETIME);
            assertThat(isOver(running)).isFalse();
            runUntil(90 * MS);
            scene.complete("running");

            assertThat(scene.calls.started()).containsExactly("running", "patient");
            assertThat(scene.snapshot().failed()).isEqualTo(1);
        }

        @Test
        void is_also_for_what_the_job_depends_on() {
            Scene scene = scene(ring -> ring.credits(2));
            Ticket hung = submit(scene.entity("alice"), "hung");
            SubmitOptions options = SubmitOptions.none().after(hung).startWithin(millis(5));
            Ticket late = accepted(scene.entity("bob"), "late", options);

            runUntil(5 * MS);

            assertThat(scene.errnoOf(late)).isEqualTo(Errno.ETIME);
        }

        @Test
        void means_nothing_to_a_job_that_has_started_was_cancelled_or_was_killed() {
            Scene scene = scene(UnaryOperator.identity());
            SharedEntity<String> alice = scene.entity("alice");
            SubmitOptions limited = SubmitOptions.none().startWithin(millis(5));
            Ticket started = accepted(alice, "started", limited);
            scene.settle();
            Ticket cancelled = accepted(alice, "cancelled", limited);
            SharedEntity<String> bob = scene.entity("bob");
            Ticket killed = accepted(bob, "killed", limited);
            scene.settle();
            cancelled.cancel();
            bob.close();
            scene.settle();

            time.run(Nanos.NEVER);
            assertThat(time.nanos()).as("a timer is left").isZero();
            scene.complete("started");
            assertThat(scene.resultOf(started.finished())).isSameAs(started);
            assertThat(scene.errnoOf(cancelled)).isEqualTo(Errno.ECANCELED);
            assertThat(scene.errnoOf(killed)).isEqualTo(Errno.ESRCH);
        }
    }

    /** Counters that are right on the good path and wrong on a bad one make a service slower and slower until it is started anew. */
    @Nested
    class Bookkeeping {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
        void does_not_drift_however_jobs_end(long seed) {
            RandomGenerator random = new SplittableRandom(seed);
            Ring<Integer> ring = Ring.<Integer, Object>of("backend", way -> call(way))
                    .credits(3)
                    .timeout(millis(4));
            SharedDevice device = SharedDevice.on(time).ring(ring).open();
            List<SharedEntity<Integer>> entities = IntStream.range(0, 4)
                    .mapToObj(i -> device.entity(EntityOptions.of("e" + i, ring).queueLimit(20)))
                    .toList();
            List<Ticket> tickets = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                SubmitOptions options = SubmitOptions.none().credits(random.nextInt(1, 5));
                if (random.nextInt(5) == 0) {
                    options = options.startWithin(Duration.ofNanos(random.nextLong(1, 6 * MS)));
                }
                if (random.nextInt(4) == 0 && !tickets.isEmpty()) {
                    options = options.after(tickets.get(random.nextInt(tickets.size())));
                }
                entities.get(random.nextInt(4))
                        .submit(random.nextInt(5), options)
                        .peek(tickets::add);
                if (random.nextInt(3) == 0 && !tickets.isEmpty()) {
                    tickets.get(random.nextInt(tickets.size())).cancel();
                }
                runUntil(time.nanos() + random.nextLong(2 * MS));
            }
            entities.getLast().close();
            time.run(Nanos.NEVER);

            CompletableFuture<DeviceSnapshot> taken = device.snapshot().toCompletableFuture();
            time.run(Nanos.NEVER);
            DeviceSnapshot snapshot = taken.join();
            assertThat(tickets).hasSizeGreaterThan(100).allMatch(Scene::isOver);
            assertThat(snapshot.accepted()).isEqualTo(tickets.size());
            assertThat(snapshot.completed() + snapshot.failed()).isEqualTo(snapshot.accepted());
            assertThat(snapshot.completed()).isPositive();
            assertThat(snapshot.failed()).isPositive();
            assertThat(snapshot.rings().head().creditsInFlight()).isZero();
            assertThat(snapshot.rings().head().running()).isZero();
            assertThat(snapshot.entities()).hasSize(3).allMatch(each -> each.queued() == 0 && each.running() == 0);
            assertThat(entities).allMatch(each -> each.queued() == 0);
            assertAllOfIt(ring, device, entities.getFirst());
        }

        /** As many jobs run at once, and as many may wait, as on the first day. */
        private void assertAllOfIt(Ring<Integer> ring, SharedDevice device, SharedEntity<Integer> entity) {
            for (int i = 0; i < ring.credits(); i++) {
                submitTo(entity);
            }
            time.run(time.nanos());
            for (int i = 0; i < 20; i++) {
                submitTo(entity);
            }
            assertThat(entity.submit(HANGS).isLeft()).isTrue();
            CompletableFuture<DeviceSnapshot> taken = device.snapshot().toCompletableFuture();
            time.run(time.nanos());
            assertThat(taken.join().rings().head().running()).isEqualTo(ring.credits());
        }

        private void submitTo(SharedEntity<Integer> entity) {
            assertThat(entity.submit(HANGS).isRight()).isTrue();
        }

        private CompletionStage<?> call(int way) {
            return switch (way) {
                case HANGS -> new CompletableFuture<>();
                case 1 -> throw new IllegalStateException("planted");
                case 2 -> CompletableFuture.failedFuture(new IllegalStateException("planted"));
                case 3 -> CompletableFuture.completedFuture("at once");
                default -> after(time, MS);
            };
        }
    }

    @Nested
    class SerialHardware {
        @Test
        void is_given_a_job_as_soon_as_the_one_that_it_depends_on_was() {
            Scene scene = scene(ring -> oneAtATime(ring.credits(2)));
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

            assertThat(scene.errnoOf(waiting)).isEqualTo(Errno.ESRCH);
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

        /** Under fifo and rr she would wait until he has nothing left to do. */
        @Test
        void are_both_served_under_fair_even_if_the_one_who_floods_is_more_urgent() {
            Ring<String> ring = Ring.of("backend", payload -> after(time, MS));
            SharedDevice device = SharedDevice.on(time).ring(ring).open();
            SharedEntity<String> bob =
                    device.entity(EntityOptions.of("bob", ring).priority(Priority.HIGH));
            SharedEntity<String> alice =
                    device.entity(EntityOptions.of("alice", ring).priority(Priority.LOW));
            IntStream.range(0, 1_000).forEach(i -> submit(bob, "b" + i));
            Ticket served = submit(alice, "a");

            runUntil(100 * MS);

            assertThat(isOver(served)).isTrue();
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

            clock.run(Nanos.NEVER);
            CompletableFuture<DeviceSnapshot> snapshot = device.snapshot().toCompletableFuture();
            clock.run(Nanos.NEVER);

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
            assertThatThrownBy(() -> SubmitOptions.none().startWithin(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class);
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
        time.run(Nanos.NEVER);

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
        public Launch run(HardwareJob job, Completion completion) {
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }
}
