package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.accepted;
import static io.gpusched.adapters.shared.Scene.isOver;
import static io.gpusched.adapters.shared.Scene.millis;
import static io.gpusched.adapters.shared.Scene.refusal;
import static io.gpusched.adapters.shared.Scene.submit;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gpusched.application.device.Rejection;
import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.EntityOptions;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.testkit.contract.WriterRig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a shared device does on any writer. */
interface SharedDeviceContract {
    /** Makes a writer with nothing to do, and a way to move it. */
    WriterRig newRig();

    @Test
    default void a_job_is_scheduled_and_finishes_and_its_stages_complete_on_the_writer() {
        try (Scene scene = new Scene(newRig())) {
            Ticket ticket = submit(scene.entity("alice"), "a");
            CompletableFuture<Boolean> onWriter = ticket.finished()
                    .thenApply(over -> scene.rig.writer().isCurrent())
                    .toCompletableFuture();

            assertThat(scene.resultOf(ticket.scheduled())).isSameAs(ticket);
            assertThat(isOver(ticket)).isFalse();
            scene.complete("a");

            assertThat(scene.resultOf(ticket.finished())).isSameAs(ticket);
            assertThat(scene.resultOf(onWriter)).isTrue();
            assertThat(scene.resultOf(ticket.scheduled())).isSameAs(ticket);
            assertThat(ticket.entity()).isEqualTo("alice");
        }
    }

    @Test
    default void everybody_who_asks_is_told_when_a_job_is_scheduled() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            submit(alice, "a");
            Ticket second = submit(alice, "b");
            var first = second.scheduled();
            var again = second.scheduled();

            scene.settle();
            assertThat(first.toCompletableFuture()).isNotDone();
            scene.complete("a");

            assertThat(scene.resultOf(first)).isSameAs(second);
            assertThat(scene.resultOf(again)).isSameAs(second);
        }
    }

    @Test
    default void jobs_of_an_entity_start_in_the_order_of_their_submission() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(1_000))) {
            SharedEntity<String> alice = scene.entity("alice");
            List<String> payloads =
                    IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

            payloads.forEach(payload -> submit(alice, payload));
            scene.settle();

            assertThat(scene.calls.started()).isEqualTo(payloads);
        }
    }

    @Test
    default void no_more_jobs_run_at_once_than_there_are_credits() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(3))) {
            SharedEntity<String> alice = scene.entity("alice");
            accepted(alice, "large", SubmitOptions.none().credits(2));
            submit(alice, "b");
            submit(alice, "c");

            scene.settle();
            assertThat(scene.calls.started()).containsExactly("large", "b");
            scene.complete("b");

            assertThat(scene.calls.started()).containsExactly("large", "b", "c");
        }
    }

    @Test
    default void a_full_queue_refuses_and_names_its_limit_until_a_job_has_started() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice", 2);
            submit(alice, "a");
            scene.settle();
            submit(alice, "b");
            submit(alice, "c");

            assertThat(refusal(alice, "d")).isEqualTo(new Rejection.QueueFull("alice", 2, 0));
            assertThat(alice.queued()).isEqualTo(2);
            scene.complete("a");

            assertThat(alice.submit("d").isRight()).isTrue();
            assertThat(refusal(alice, "e").reason()).contains("2 jobs waiting");
        }
    }

    @Test
    default void a_more_urgent_entity_comes_first_also_when_it_becomes_so_later() {
        try (Scene scene = new Scene(newRig(), ring -> ring.policy(new Fifo()))) {
            SharedEntity<String> alice = scene.entity("alice");
            SharedEntity<String> bob =
                    scene.device.entity(EntityOptions.of("bob", scene.ring).priority(Priority.LOW));
            submit(alice, "a1");
            scene.settle();
            submit(bob, "b1");
            submit(bob, "b2");
            submit(alice, "a2");
            scene.settle();

            scene.complete("a1");
            bob.setPriority(Priority.HIGH);
            submit(alice, "a3");
            scene.complete("a2");
            scene.complete("b1");
            scene.complete("b2");

            assertThat(scene.calls.started()).containsExactly("a1", "a2", "b1", "b2", "a3");
        }
    }

    @Test
    default void a_job_waits_until_the_one_before_has_finished_even_if_both_could_run() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(5))) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket first = submit(alice, "a");
            accepted(alice, "same entity", SubmitOptions.none().after(first));
            accepted(scene.entity("bob"), "other entity", SubmitOptions.none().after(first));

            scene.settle();
            assertThat(scene.calls.started()).containsExactly("a");
            scene.complete("a");

            assertThat(scene.calls.started()).containsExactlyInAnyOrder("a", "same entity", "other entity");
        }
    }

    @Test
    default void a_job_can_wait_until_another_has_started() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(2))) {
            SharedEntity<String> alice = scene.entity("alice");
            submit(alice, "a1");
            submit(alice, "a2");
            Ticket third = submit(alice, "a3");
            accepted(scene.entity("bob"), "b", SubmitOptions.none().afterStart(third));

            scene.settle();
            scene.complete("a1");
            assertThat(scene.calls.started()).containsExactly("a1", "a2", "a3");
            scene.complete("a2");

            assertThat(scene.calls.started()).containsExactly("a1", "a2", "a3", "b");
        }
    }

    @Test
    default void a_job_can_wait_for_any_stage_and_so_for_a_job_of_another_device() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(5))) {
            Calls elsewhere = new Calls();
            Ring<String> ring = Ring.of("elsewhere", elsewhere);
            SharedDevice other = SharedDevice.on(scene.rig.writer()).ring(ring).open();
            Ticket foreign = submit(other.entity("zoe", ring), "z");
            CompletableFuture<String> answer = new CompletableFuture<>();
            SharedEntity<String> alice = scene.entity("alice");
            accepted(alice, "a", SubmitOptions.none().after(answer).after(foreign.finished()));
            SubmitOptions afterwards = SubmitOptions.none().after(CompletableFuture.completedFuture("long ago"));
            accepted(scene.entity("bob"), "b", afterwards);

            scene.settle();
            assertThat(scene.calls.started()).containsExactly("b");
            answer.completeExceptionally(new IllegalStateException("planted"));
            scene.settle();
            assertThat(scene.calls.started()).containsExactly("b");
            elsewhere.complete("z");
            scene.settle();

            assertThat(scene.calls.started()).containsExactly("b", "a");
        }
    }

    @Test
    default void who_waits_on_the_writer_for_what_must_happen_there_is_told_so() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket ticket = submit(alice, "a");
            List<Throwable> thrown = new CopyOnWriteArrayList<>();
            var after = ticket.finished().thenAccept(over -> {
                Ticket nested = submit(alice, "nested");
                thrown.add(catchThrowable(
                        () -> nested.finished().toCompletableFuture().join()));
                thrown.add(catchThrowable(() -> nested.finished()
                        .thenApply(Ticket::id)
                        .toCompletableFuture()
                        .get()));
                thrown.add(catchThrowable(() ->
                        scene.device.drain(millis(1)).toCompletableFuture().get(1, SECONDS)));
                thrown.add(catchThrowable(
                        () -> scene.device.snapshot().toCompletableFuture().join()));
                assertThat(ticket.finished().toCompletableFuture().join()).isSameAs(ticket);
            });
            scene.settle();

            scene.complete("a");
            scene.complete("nested");

            scene.resultOf(after);
            assertThat(thrown)
                    .hasSize(4)
                    .allSatisfy(each -> assertThat(each)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("wait for itself"));
        }
    }

    @Test
    default void nobody_but_the_device_ends_a_ticket() {
        try (Scene scene = new Scene(newRig())) {
            Ticket ticket = submit(scene.entity("alice"), "a");
            var scheduled = ticket.scheduled();

            ticket.finished().toCompletableFuture().complete(ticket);
            ticket.finished().toCompletableFuture().cancel(true);
            scheduled.toCompletableFuture().completeExceptionally(new IllegalStateException("planted"));

            assertThat(isOver(ticket)).isFalse();
            assertThat(scene.resultOf(scheduled)).isSameAs(ticket);
            scene.complete("a");
            assertThat(scene.resultOf(ticket.finished())).isSameAs(ticket);
        }
    }

    @Test
    default void whoever_asks_for_the_end_gets_the_same_stage_before_and_after_it() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket asked = submit(alice, "asked");
            Ticket notAsked = submit(alice, "not asked");
            var before = asked.finished();
            scene.settle();
            scene.complete("asked");
            scene.calls.future("not asked").completeExceptionally(new IllegalStateException("planted"));
            scene.settle();

            assertThat((Object) asked.finished()).isSameAs(before);
            assertThat((Object) notAsked.finished()).isSameAs(notAsked.finished());
            assertThat(scene.errnoOf(notAsked)).isEqualTo(Errno.EIO);
        }
    }

    @Test
    default void a_job_runs_after_one_that_failed_was_cancelled_or_is_long_over() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(2))) {
            SharedEntity<String> alice = scene.entity("alice");
            SharedEntity<String> bob = scene.entity("bob");
            Ticket fails = submit(alice, "fails");
            Ticket cancelled = submit(alice, "cancelled");
            accepted(bob, "b", SubmitOptions.none().after(fails).after(cancelled));
            scene.settle();

            scene.calls.future("fails").completeExceptionally(new IllegalStateException("planted"));
            cancelled.cancel();
            scene.settle();
            assertThat(scene.calls.started()).endsWith("b");
            accepted(bob, "c", SubmitOptions.none().after(fails).afterStart(cancelled));
            scene.settle();

            assertThat(scene.calls.started()).endsWith("b", "c");
        }
    }

    @Test
    default void a_cancelled_job_that_waits_never_runs() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            submit(alice, "a");
            Ticket cancelled = submit(alice, "b");
            submit(alice, "c");

            cancelled.cancel();
            cancelled.cancel();

            assertThat(scene.errnoOf(cancelled)).isEqualTo(Errno.ECANCELED);
            assertThat(scene.failureOf(cancelled.scheduled())).isInstanceOf(JobFailed.class);
            scene.settle();
            scene.complete("a");
            scene.complete("c");
            assertThat(scene.calls.started()).containsExactly("a", "c");
            assertThat(scene.snapshot().failed()).isEqualTo(1);
        }
    }

    @Test
    default void a_cancelled_job_that_runs_ends_at_once_and_its_future_is_cancelled() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket running = submit(alice, "a");
            submit(alice, "b");
            scene.settle();

            running.cancel();

            assertThat(scene.errnoOf(running)).isEqualTo(Errno.ECANCELED);
            scene.settle();
            assertThat(scene.calls.future("a")).isCancelled();
            assertThat(scene.calls.started()).containsExactly("a", "b");
        }
    }

    @Test
    default void a_job_that_is_over_cannot_be_cancelled() {
        try (Scene scene = new Scene(newRig())) {
            Ticket ticket = submit(scene.entity("alice"), "a");
            scene.settle();
            scene.complete("a");

            ticket.cancel();
            scene.settle();

            assertThat(scene.resultOf(ticket.finished())).isSameAs(ticket);
        }
    }

    @Test
    default void a_closed_entity_refuses_kills_what_waits_and_leaves_what_runs_alone() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket running = submit(alice, "a");
            Ticket waiting = submit(alice, "b");
            scene.settle();

            alice.close();
            alice.close();

            assertThat(refusal(alice, "c")).isEqualTo(new Rejection.EntityClosed("alice"));
            scene.settle();
            scene.complete("a");
            assertThat(scene.resultOf(running.finished())).isSameAs(running);
            assertThat(scene.errnoOf(waiting)).isEqualTo(Errno.ESRCH);
            assertThat(scene.snapshot().entities()).isEmpty();
            assertThat(alice.queued()).isZero();
        }
    }

    @Test
    default void an_entity_is_drained_when_its_own_jobs_are_over() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(3))) {
            SharedEntity<String> alice = scene.entity("alice");
            SharedEntity<String> bob = scene.entity("bob");
            submit(bob, "b");
            submit(alice, "a");

            var drained = alice.drain(millis(3_600_000));
            scene.settle();
            assertThat(drained.toCompletableFuture()).isNotDone();
            scene.complete("a");

            assertThat(scene.resultOf(drained)).isTrue();
            assertThat(scene.resultOf(scene.device.drain(millis(1)))).isFalse();
            scene.complete("b");
            assertThat(scene.resultOf(scene.device.drain(millis(3_600_000)))).isTrue();
        }
    }

    @Test
    default void a_snapshot_accounts_for_every_job() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(3))) {
            SharedEntity<String> alice = scene.entity("alice");
            SharedEntity<String> bob = scene.entity("bob");
            Ticket first = submit(alice, "a1");
            accepted(alice, "a2", SubmitOptions.none());
            accepted(bob, "b1", SubmitOptions.none().after(first));
            submit(bob, "b2").cancel();
            scene.settle();

            DeviceSnapshot snapshot = scene.snapshot();

            assertThat(snapshot.accepted()).isEqualTo(4);
            assertThat(snapshot.completed()).isZero();
            assertThat(snapshot.failed()).as("given up before its turn").isEqualTo(1);
            assertThat(snapshot.rings().map(DeviceSnapshot.RingState::running)).containsExactly(2);
            assertThat(snapshot.rings().head().creditsInFlight()).isEqualTo(2);
            assertThat(snapshot.entities().map(DeviceSnapshot.EntityState::name))
                    .containsExactly("alice", "bob");
            assertThat(snapshot.entities().map(DeviceSnapshot.EntityState::queued))
                    .containsExactly(0, 1);
            assertThat(snapshot.entities().map(DeviceSnapshot.EntityState::running))
                    .containsExactly(2, 0);
            assertThat(snapshot.entities().map(DeviceSnapshot.EntityState::blocked))
                    .containsExactly(false, true);
            scene.complete("a1");
            scene.complete("a2");
            scene.complete("b1");
            assertThat(scene.snapshot().completed()).isEqualTo(3);
            assertThat(scene.snapshot().failed()).isEqualTo(1);
            assertThat(scene.snapshot().rings().head().ignoredCompletions()).isZero();
        }
    }

    @Test
    default void an_entity_uses_the_ring_with_the_least_to_do() {
        Calls left = new Calls();
        Calls right = new Calls();
        try (WriterRig rig = newRig()) {
            Ring<String> first = Ring.of("left", left);
            Ring<String> second = Ring.of("right", right);
            SharedDevice device =
                    SharedDevice.on(rig.writer()).ring(first).ring(second).open();
            SharedEntity<String> alice = device.entity("alice", first);
            SharedEntity<String> bob =
                    device.entity(EntityOptions.of("bob", first).rings(List.of(first, second)));

            submit(alice, "a");
            rig.runUntilQuiet();
            submit(bob, "b");
            rig.runUntilQuiet();

            assertThat(left.started()).containsExactly("a");
            assertThat(right.started()).containsExactly("b");
        }
    }

    @Test
    default void what_does_not_belong_to_the_device_is_an_error_of_the_caller() {
        try (Scene scene = new Scene(newRig())) {
            SharedDevice other =
                    SharedDevice.on(scene.rig.writer()).ring(scene.ring).open();
            Ticket foreign = submit(other.entity("zoe", scene.ring), "z");
            SubmitOptions after = SubmitOptions.none().after(foreign);
            SharedEntity<String> alice = scene.entity("alice");

            assertThatThrownBy(() -> alice.submit("a", after)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> scene.device.entity("bob", Ring.<String, Object>of("unknown", scene.calls)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("unknown");
        }
    }

    @Test
    default void each_failure_of_a_function_is_that_of_its_job_and_keeps_its_cause() {
        IllegalStateException planted = new IllegalStateException("planted");
        try (WriterRig rig = newRig()) {
            Ring<Object> ring = Ring.<Object, Object>of("backend", payload -> switch ((String) payload) {
                case "throws" -> throw planted;
                case "fails" -> CompletableFuture.failedFuture(planted);
                case "fails later" ->
                    CompletableFuture.supplyAsync(() -> {
                        throw planted;
                    });
                case "null" -> null;
                default -> CompletableFuture.completedFuture(payload);
            });
            SharedDevice device = SharedDevice.on(rig.writer()).ring(ring).open();
            SharedEntity<Object> alice = device.entity("alice", ring);

            assertThat(failure(rig, alice, "throws")).hasCause(planted);
            assertThat(failure(rig, alice, "fails")).hasCause(planted);
            assertThat(failure(rig, alice, "fails later")).hasCause(planted);
            assertThat(failure(rig, alice, "null")).hasCauseInstanceOf(NullPointerException.class);
            assertThat(failure(rig, alice, 7)).hasCauseInstanceOf(ClassCastException.class);
            CompletableFuture<Ticket> fine =
                    alice.submit("fine").get().finished().toCompletableFuture();
            rig.runUntil(fine);
            assertThat(fine).isCompleted();
        }
    }

    private static JobFailed failure(WriterRig rig, SharedEntity<Object> entity, Object payload) {
        CompletableFuture<Ticket> finished =
                entity.submit(payload).get().finished().toCompletableFuture();
        // The call that fails later does so on a thread that nobody waits for, so virtual time looks again until it
        // has.
        while (!finished.isDone()) {
            rig.runUntil(finished);
        }
        JobFailed failure = (JobFailed) finished.exceptionNow();
        assertThat(failure.errno()).isEqualTo(Errno.EIO);
        return failure;
    }

    @Test
    default void a_closing_device_refuses_new_jobs_and_lets_the_others_finish() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket running = submit(alice, "a");
            Ticket waiting = submit(alice, "b");
            scene.settle();

            var closed = scene.device.shutDown();

            assertThat(refusal(alice, "c")).isEqualTo(new Rejection.DeviceClosed(null));
            assertThat((Object) scene.device.shutDown()).isSameAs(closed);
            scene.complete("a");
            scene.complete("b");
            scene.resultOf(closed);
            assertThat(scene.resultOf(running.finished())).isSameAs(running);
            assertThat(scene.resultOf(waiting.finished())).isSameAs(waiting);
            assertThat(refusal(scene.entity("late"), "d")).isEqualTo(new Rejection.DeviceClosed(null));
        }
    }

    @Test
    default void after_the_drain_limit_what_is_left_is_killed() {
        try (Scene scene = new Scene(newRig(), ring -> ring.credits(2), builder -> builder.drainLimit(millis(1)))) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket running = submit(alice, "a");
            accepted(alice, "b", SubmitOptions.none().after(running));
            List<Ticket> waiting = IntStream.range(0, 200)
                    .mapToObj(i -> accepted(alice, "w" + i, SubmitOptions.none().after(running)))
                    .toList();

            scene.resultOf(scene.device.shutDown());

            assertThat(scene.errnoOf(running)).isEqualTo(Errno.ECANCELED);
            assertThat(scene.calls.future("a")).isCancelled();
            assertThat(waiting)
                    .allSatisfy(ticket -> assertThat(scene.errnoOf(ticket)).isEqualTo(Errno.ESRCH));
            assertThat(scene.calls.started()).containsExactly("a");
            DeviceSnapshot end = scene.snapshot();
            assertThat(end.failed()).isEqualTo(end.accepted()).isEqualTo(202);
        }
    }

    @Test
    default void a_callback_can_submit_and_close() {
        try (Scene scene = new Scene(newRig())) {
            SharedEntity<String> alice = scene.entity("alice");
            List<String> log = new CopyOnWriteArrayList<>();
            Ticket ticket = submit(alice, "a");
            var after = ticket.finished().thenRun(() -> {
                submit(alice, "from the callback");
                scene.device.close();
                scene.device.close();
                log.add(refusal(alice, "late").reason());
            });
            scene.settle();

            scene.complete("a");
            scene.complete("from the callback");
            scene.resultOf(scene.device.shutDown());

            assertThat(after.toCompletableFuture()).isCompleted();
            assertThat(log).containsExactly("the device was closed");
        }
    }

    @Test
    default void an_idle_device_closes_at_once_and_knows_nobody_any_more() {
        try (Scene scene = new Scene(newRig())) {
            scene.entity("alice");

            scene.resultOf(scene.device.shutDown());

            assertThat(scene.snapshot().entities()).isEmpty();
            assertThat(scene.resultOf(scene.device.drain(millis(1)))).isTrue();
        }
    }

    @Test
    default void many_producers_are_accounted_for_exactly() {
        int producers = 4;
        int jobs = 2_000;
        try (WriterRig rig = newRig()) {
            Ring<Integer> ring = Ring.<Integer, Object>of("instant", CompletableFuture::completedFuture)
                    .credits(3);
            SharedDevice device = SharedDevice.on(rig.writer()).ring(ring).open();
            List<List<Ticket>> tickets = IntStream.range(0, producers)
                    .<List<Ticket>>mapToObj(i -> new ArrayList<>())
                    .toList();
            int[] refused = new int[producers];
            List<SharedEntity<Integer>> entities = IntStream.range(0, producers)
                    .mapToObj(i ->
                            device.entity(EntityOptions.of("e" + i % 2, ring).queueLimit(50)))
                    .toList();

            rig.atOnce(IntStream.range(0, producers)
                    .<Runnable>mapToObj(i -> () -> {
                        for (int job = 0; job < jobs; job++) {
                            entities.get(i % 2)
                                    .submit(job)
                                    .peek(tickets.get(i)::add)
                                    .peekLeft(full -> refused[i]++);
                        }
                    })
                    .toList());
            CompletableFuture<Boolean> drained = device.drain(millis(60_000)).toCompletableFuture();
            rig.runUntil(drained);
            CompletableFuture<DeviceSnapshot> snapshot = device.snapshot().toCompletableFuture();
            rig.runUntil(snapshot);

            assertThat(drained.join()).isTrue();
            int accepted = tickets.stream().mapToInt(List::size).sum();
            assertThat(accepted + IntStream.of(refused).sum()).isEqualTo(producers * jobs);
            assertThat(tickets)
                    .allSatisfy(each -> assertThat(each)
                            .allSatisfy(ticket -> assertThat(ticket.finished().toCompletableFuture())
                                    .isCompleted()));
            assertThat(snapshot.join().completed())
                    .isEqualTo(snapshot.join().accepted())
                    .isEqualTo(accepted);
            assertThat(tickets.stream().flatMap(List::stream).map(Ticket::id)).doesNotHaveDuplicates();
            assertThat(entities)
                    .allSatisfy(entity -> assertThat(entity.queued()).isZero());
        }
    }
}
