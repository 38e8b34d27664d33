package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.accepted;
import static io.gpusched.adapters.shared.Scene.isOver;
import static io.gpusched.adapters.shared.Scene.millis;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.shared.DeviceSnapshot.EntityState;
import io.gpusched.application.shared.EntityOptions;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.JobRefused;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What goes wrong for one client must not go wrong for others, and must not go unnoticed. */
class SharedDeviceMishapsTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();

    private void runUntil(long nanos) {
        time.timer(() -> {}).arm(nanos - time.nanos());
        time.run(nanos);
    }

    /** Holds jobs by their payload, and does with those that take too long what it is told to. */
    private static final class Bench implements Hardware {
        final Map<Object, Completion> held = new LinkedHashMap<>();
        private final boolean overlaps;
        final List<Object> freed = new ArrayList<>();
        Function<Object, Verdict> judgement = payload -> Verdict.NO_HANG;

        Bench(boolean overlaps) {
            this.overlaps = overlaps;
        }

        @Override
        public boolean overlaps() {
            return overlaps;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            held.put(job.payload(), completion);
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return judgement.apply(job.payload());
        }

        @Override
        public void free(HardwareJob job) {
            freed.add(job.payload());
        }

        Completion of(Object payload) {
            Completion completion = held.get(payload);
            assertThat(completion).isNotNull();
            return completion;
        }
    }

    @Nested
    class BesideALongJob {
        /** Charged behind the long one, Bob would have Carol's turns for a second, and then Carol Bob's. */
        @Test
        void turns_are_fair_and_the_time_of_each_is_its_own() {
            Ring<Long> ring = Ring.<Long, Object>of("ring", this::takes).credits(2);
            SharedDevice device = SharedDevice.on(time).ring(ring).open();
            SharedEntity<Long> slow = device.entity("slow", ring);
            SharedEntity<Long> bob = device.entity("bob", ring);
            SharedEntity<Long> carol = device.entity("carol", ring);
            bob.submit(5L);
            runUntil(MS);
            slow.submit(1_000L);
            for (int i = 0; i < 400; i++) {
                bob.submit(5L);
                carol.submit(5L);
            }

            for (int tenths = 1; tenths <= 15; tenths++) {
                runUntil(tenths * 100 * MS);
                CompletionStage<io.gpusched.application.shared.DeviceSnapshot> asked = device.snapshot();
                time.run(time.nanos());
                List<EntityState> states =
                        asked.toCompletableFuture().join().entities().asJava();
                long bobs = states.get(1).waits().jobs();
                long carols = states.get(2).waits().jobs();
                assertThat(Math.abs(bobs - carols))
                        .as("starts after %d00 ms", tenths)
                        .isLessThanOrEqualTo(3);
                assertThat(states.get(1).gpuNanos()).isBetween((bobs - 1) * 5 * MS, bobs * 5 * MS);
                assertThat(states.get(2).gpuNanos()).isBetween((carols - 1) * 5 * MS, carols * 5 * MS);
            }
        }

        private CompletionStage<Void> takes(long millis) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            time.timer(() -> done.complete(null)).arm(millis * MS);
            return done;
        }

        @Test
        void others_are_freed_when_they_end() {
            Bench bench = new Bench(true);
            Ring<String> ring = Ring.<String>over("ring", bench).credits(2);
            SharedEntity<String> alice = SharedDevice.on(time).ring(ring).open().entity("alice", ring);
            submit(alice, "for ever");
            submit(alice, "a");
            submit(alice, "b");
            time.run(0);

            bench.of("a").complete();
            time.run(0);
            bench.of("b").complete();
            time.run(0);

            assertThat(bench.freed).containsExactly("a", "b");
        }

        @Test
        void that_is_no_hang_others_are_timed_out_all_the_same() {
            Bench bench = new Bench(true);
            bench.judgement = payload -> {
                if (payload.equals("hung")) {
                    bench.of(payload).fail(Errno.ETIMEDOUT);
                }
                return Verdict.NO_HANG;
            };
            Ring<String> ring = Ring.<String>over("ring", bench).credits(2).timeout(millis(5));
            SharedEntity<String> alice = SharedDevice.on(time).ring(ring).open().entity("alice", ring);
            Ticket slow = submit(alice, "slow");
            runUntil(MS);
            Ticket hung = submit(alice, "hung");

            runUntil(6 * MS - 1);
            assertThat(isOver(hung)).isFalse();
            runUntil(6 * MS);

            assertThat(isOver(hung)).isTrue();
            assertThat(isOver(slow)).isFalse();
        }
    }

    @Nested
    class AJobThatIsGivenUp {
        private final Scene scene = new Scene(new VirtualRig(time));
        private final CompletableFuture<Void> never = new CompletableFuture<>();

        @Test
        void does_not_stand_in_the_way_of_those_behind_it_nor_in_a_full_queue() {
            SharedEntity<String> alice = scene.entity("alice", 2);
            Ticket stuck = accepted(alice, "stuck", SubmitOptions.none().after(never));
            Ticket next = accepted(alice, "next", SubmitOptions.none().after(never));
            scene.settle();

            stuck.cancel();
            next.cancel();
            scene.settle();
            Ticket last = submit(alice, "last");
            scene.settle();
            scene.complete("last");

            assertThat(scene.errnoOf(stuck)).isEqualTo(Errno.ECANCELED);
            assertThat(scene.resultOf(last.finished())).isSameAs(last);
            assertThat(scene.calls.started()).containsExactly("last");
            assertThat(alice.queued()).isZero();
            assertThat(scene.resultOf(alice.drain(Duration.ZERO))).isTrue();
        }

        @Test
        void because_its_time_was_over_lets_the_others_run() {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket stuck =
                    accepted(alice, "stuck", SubmitOptions.none().after(never).startWithin(millis(5)));
            Ticket next = submit(alice, "next");

            runUntil(5 * MS);
            scene.complete("next");

            assertThat(scene.errnoOf(stuck)).isEqualTo(Errno.ETIME);
            assertThat(scene.resultOf(next.finished())).isSameAs(next);
        }

        @Test
        void because_its_entity_was_closed_is_told_so_at_once() {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket stuck = accepted(alice, "stuck", SubmitOptions.none().after(never));
            Ticket behind = submit(alice, "behind");
            scene.settle();

            alice.close();
            scene.settle();

            assertThat(scene.errnoOf(stuck)).isEqualTo(Errno.ESRCH);
            assertThat(scene.errnoOf(behind)).isEqualTo(Errno.ESRCH);
            assertThat(scene.snapshot().failed()).isEqualTo(2);
        }

        /** Whoever waits for it may rely on what it had to wait for. */
        @Test
        void still_ends_for_the_scheduler_after_the_jobs_that_it_depends_on() {
            SharedEntity<String> alice = scene.entity("alice");
            SharedEntity<String> bob = scene.entity("bob");
            SharedEntity<String> carol = scene.entity("carol");
            Ticket first = submit(alice, "first");
            Ticket second = accepted(bob, "second", SubmitOptions.none().after(first));
            Ticket third = accepted(carol, "third", SubmitOptions.none().after(second));
            scene.settle();

            second.cancel();
            scene.settle();
            assertThat(isOver(second)).isTrue();
            assertThat(scene.calls.started()).containsExactly("first");
            scene.complete("first");
            scene.complete("third");

            assertThat(scene.resultOf(third.finished())).isSameAs(third);
        }
    }

    @Nested
    class WhatNobodyCanMean {
        private final Scene scene = new Scene(new VirtualRig(time));
        private final SharedEntity<String> alice = scene.entity("alice");

        @Test
        void is_told_to_the_caller() {
            assertThatIllegalArgumentException().isThrownBy(() -> scene.device.drain(millis(-1)));
            assertThatIllegalArgumentException().isThrownBy(() -> alice.drain(millis(-1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SharedDevice.on(time).drainLimit(millis(-1)));
            assertThatNullPointerException().isThrownBy(() -> alice.setPriority(null));
            assertThatNullPointerException()
                    .isThrownBy(() -> EntityOptions.of("bob", scene.ring).priority(null));
            assertThatNullPointerException()
                    .isThrownBy(() -> SubmitOptions.none().after((Ticket) null));
        }

        @Test
        void or_by_a_stage_of_the_callers_own() {
            CompletableFuture<Void> odd = new CompletableFuture<>() {
                @Override
                public CompletableFuture<Void> whenComplete(BiConsumer<? super Void, ? super Throwable> action) {
                    throw new UnsupportedOperationException("not this one");
                }
            };

            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> SubmitOptions.none().after(odd))
                    .isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void for_ever_is_a_limit() {
            Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
            Ticket job = accepted(alice, "a", SubmitOptions.none().startWithin(forEver));
            CompletionStage<Boolean> drained = alice.drain(Duration.ofNanos(Long.MAX_VALUE - 1));

            scene.settle();
            scene.complete("a");

            assertThat(scene.resultOf(job.finished())).isSameAs(job);
            assertThat(scene.resultOf(drained)).isTrue();
        }

        @Test
        void a_timeout_of_centuries_does_not_strike_at_once() {
            Scene patient =
                    new Scene(new VirtualRig(time), ring -> ring.timeout(Duration.ofNanos(Long.MAX_VALUE - 1_000)));
            SharedEntity<String> bob = patient.entity("bob");
            runUntil(MS);
            Ticket job = submit(bob, "b");

            runUntil(100 * MS);
            assertThat(isOver(job)).isFalse();
            patient.complete("b");

            assertThat(patient.resultOf(job.finished())).isSameAs(job);
        }
    }

    @Nested
    class HardwareThat {
        @Test
        void that_is_gone_ends_its_jobs_and_refuses_others() {
            Bench bench = new Bench(false);
            bench.judgement = payload -> Verdict.ENODEV;
            Ring<String> ring = Ring.<String>over("ring", bench).timeout(millis(5));
            SharedDevice device = SharedDevice.on(time).ring(ring).open();
            SharedEntity<String> alice = device.entity("alice", ring);
            Ticket running = submit(alice, "running");
            Ticket waiting = submit(alice, "waiting");

            runUntil(5 * MS);
            Ticket late = submit(alice, "late");
            time.run(time.nanos());

            for (Ticket each : List.of(running, waiting)) {
                Throwable failure = each.finished().toCompletableFuture().exceptionNow();
                assertThat(failure).isInstanceOf(JobFailed.class).hasMessageEndingWith("ended with ENODEV");
            }
            assertThat(late.finished().toCompletableFuture().exceptionNow()).isInstanceOf(JobRefused.class);
            assertThat(bench.held).containsOnlyKeys("running");
        }

        @Test
        void fails_with_an_error_or_does_not_fail() {
            Bench bench = new Bench(false);
            Ring<String> ring = Ring.over("ring", bench);
            Ticket job = submit(SharedDevice.on(time).ring(ring).open().entity("alice", ring), "a");
            time.run(0);

            assertThatNullPointerException().isThrownBy(() -> bench.of("a").fail(null));
            bench.of("a").complete();
            time.run(0);

            assertThat(job.finished().toCompletableFuture()).isCompleted();
        }

        @Test
        void of_a_function_keeps_apart_what_is_of_different_devices() {
            Hardware function = Hardware.of(payload -> new CompletableFuture<Void>());

            assertThat(function.forDevice()).isNotSameAs(function).isNotSameAs(function.forDevice());
        }

        @Test
        void whose_future_does_not_want_to_be_cancelled_hurts_nobody_else() {
            CompletableFuture<Void> stubborn = new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean interrupt) {
                    throw new UnsupportedOperationException("never");
                }
            };
            Ring<String> ring = Ring.<String, Object>of(
                            "ring",
                            payload -> payload.equals("stubborn") ? stubborn : CompletableFuture.completedStage(1))
                    .timeout(millis(5));
            SharedDevice device = SharedDevice.on(time).ring(ring).open();
            Ticket first = submit(device.entity("alice", ring), "stubborn");
            Ticket second = submit(device.entity("bob", ring), "b");

            runUntil(5 * MS);

            assertThat(first.finished().toCompletableFuture().exceptionNow()).hasMessageEndingWith("ETIMEDOUT");
            assertThat(second.finished().toCompletableFuture()).isCompletedWithValue(second);
        }
    }
}
