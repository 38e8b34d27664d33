package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.accepted;
import static io.gpusched.adapters.shared.Scene.isOver;
import static io.gpusched.adapters.shared.Scene.millis;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are given up while they wait end at once, and nothing of them stays in memory, wherever they stood. */
class GivenUpJobsTest {
    private static final long MOST_BYTES = 1_000_000;

    private final VirtualTime time = new VirtualTime();

    private record Backend(SharedDevice device, SharedEntity<Object> entity) {}

    private Backend stuck(int queueLimit) {
        Ring<Object> ring = Ring.of("backend", payload -> new CompletableFuture<>());
        SharedDevice device = SharedDevice.on(time).ring(ring).open();
        SharedEntity<Object> entity = device.entity("alice", ring);
        entity.setQueueLimit(queueLimit);
        entity.submit("stuck").get();
        settle();
        return new Backend(device, entity);
    }

    private void settle() {
        time.run(time.nanos());
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Test
    void a_hundred_thousand_cancelled_jobs_behind_a_stuck_call_leave_nothing() {
        assertGrowth(
                (backend, count) -> {
                    for (int i = 0; i < count; i++) {
                        backend.entity.submit(new byte[1_024]).get().cancel();
                        settle();
                    }
                },
                100_000);
    }

    @Test
    void a_hundred_thousand_jobs_cancelled_in_any_order_leave_nothing() {
        assertGrowth(
                (backend, count) -> {
                    List<Ticket> tickets = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        tickets.add(backend.entity.submit(new byte[16]).get());
                    }
                    settle();
                    Collections.shuffle(tickets, new Random(1));
                    tickets.forEach(Ticket::cancel);
                    settle();
                },
                100_000);
    }

    @Test
    void jobs_that_had_to_start_earlier_leave_nothing() {
        assertGrowth(
                (backend, count) -> {
                    for (int i = 0; i < count; i++) {
                        backend.entity
                                .submit(new byte[1_024], SubmitOptions.none().startWithin(millis(1)))
                                .get();
                        if (i % 100 == 0) {
                            time.run(time.nanos() + 2_000_000);
                        }
                    }
                    time.run(time.nanos() + 2_000_000);
                },
                20_000);
    }

    @Test
    void jobs_of_closed_entities_leave_nothing() {
        Ring<Object> ring = Ring.of("backend", payload -> new CompletableFuture<>());
        SharedDevice device = SharedDevice.on(time).ring(ring).open();
        device.entity("stuck", ring).submit("stuck").get();
        settle();

        long before = usedBytes();
        for (int i = 0; i < 1_000; i++) {
            SharedEntity<Object> entity = device.entity("e", ring);
            for (int j = 0; j < 10; j++) {
                entity.submit(new byte[1_024]).get();
            }
            entity.close();
            settle();
        }

        assertThat(usedBytes() - before).isLessThan(MOST_BYTES);
        assertThat(device.snapshot()).isNotNull();
    }

    private void assertGrowth(BiConsumer<Backend, Integer> giveUp, int count) {
        Backend backend = stuck(Integer.MAX_VALUE);
        giveUp.accept(backend, 1_000);
        long before = usedBytes();

        giveUp.accept(backend, count);

        assertThat(usedBytes() - before).isLessThan(MOST_BYTES);
        assertThat(backend.entity.queued()).isZero();
        backend.device.shutDown();
        time.run(Long.MAX_VALUE - 1);
    }

    @Test
    void payload_ticket_and_callback_are_unreachable_once_the_ticket_has_ended() {
        Backend backend = stuck(10);
        backend.entity.submit("in front").get();
        List<WeakReference<Object>> gone = new ArrayList<>();
        List<Ticket> ends = new ArrayList<>();
        Consumer<SharedEntity<Object>> middle = entity -> {
            Object payload = new byte[10];
            Ticket ticket = entity.submit(payload).get();
            Runnable callback = new Runnable() {
                @Override
                public void run() {
                    throw new AssertionError("the job has not run");
                }
            };
            ticket.finished().thenRun(callback);
            gone.add(new WeakReference<>(payload));
            gone.add(new WeakReference<>(ticket));
            gone.add(new WeakReference<>(callback));
            ends.add(ticket);
        };
        middle.accept(backend.entity);
        Ticket behind = backend.entity.submit("behind").get();
        settle();

        ends.removeFirst().cancel();
        settle();
        usedBytes();

        assertThat(gone).allSatisfy(each -> assertThat(each.get()).isNull());
        assertThat(isOver(behind)).isFalse();
        assertThat(backend.device).isNotNull();
    }

    @Test
    void a_queue_limit_counts_what_holds_memory() {
        Backend backend = stuck(10);

        for (int i = 0; i < 10_000; i++) {
            Ticket ticket = backend.entity.submit(new byte[10]).get();
            ticket.cancel();
            settle();
            assertThat(backend.entity.queued()).isZero();
        }

        assertThat(backend.entity.room()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fair", "rr", "fifo"})
    void the_jobs_around_a_cancelled_one_run_in_their_order(String name) {
        Policy policy = List.of(new Fair(), new RoundRobin(), new Fifo()).stream()
                .filter(each -> each.label().equals(name))
                .findFirst()
                .orElseThrow();
        try (Scene scene = new Scene(new VirtualRig(time), ring -> ring.policy(policy))) {
            SharedEntity<String> alice = scene.entity("alice");
            submit(alice, "stuck");
            List<Ticket> tickets = new ArrayList<>();
            for (String each : List.of("a", "b", "c", "d", "e")) {
                tickets.add(submit(alice, each));
            }
            scene.settle();
            tickets.get(0).cancel();
            tickets.get(2).cancel();
            tickets.get(4).cancel();
            scene.settle();

            assertThat(tickets.stream().map(Scene::isOver)).containsExactly(true, false, true, false, true);
            scene.complete("stuck");
            scene.complete("b");
            scene.complete("d");
            submit(alice, "f");
            scene.settle();

            assertThat(scene.calls.started()).containsExactly("stuck", "b", "d", "f");
            assertThat(scene.snapshot().entities().get(0).running()).isEqualTo(1);
        }
    }

    @Test
    void a_dependant_of_a_cancelled_job_still_waits_for_the_jobs_before_it() {
        try (Scene scene = new Scene(new VirtualRig(time), ring -> ring.credits(2))) {
            SharedEntity<String> alice = scene.entity("alice");
            SharedEntity<String> bob = scene.entity("bob");
            submit(alice, "a1");
            submit(alice, "a2");
            Ticket given = submit(alice, "a3");
            accepted(bob, "b1", SubmitOptions.none().after(given));
            scene.settle();
            given.cancel();
            scene.settle();

            assertThat(scene.errnoOf(given)).isEqualTo(Errno.ECANCELED);
            scene.complete("a1");
            assertThat(scene.calls.started()).containsExactly("a1", "a2");
            scene.complete("a2");

            assertThat(scene.calls.started()).containsExactly("a1", "a2", "b1");
        }
    }

    @Test
    void a_job_that_waits_for_a_stage_can_be_cancelled_and_the_next_one_runs() {
        try (Scene scene = new Scene(new VirtualRig(time))) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket blocked = accepted(alice, "blocked", SubmitOptions.none().after(new CompletableFuture<>()));
            submit(alice, "next");
            scene.settle();
            assertThat(scene.calls.started()).isEmpty();

            blocked.cancel();
            scene.settle();

            assertThat(scene.calls.started()).containsExactly("next");
            assertThat(scene.errnoOf(blocked)).isEqualTo(Errno.ECANCELED);
        }
    }
}
