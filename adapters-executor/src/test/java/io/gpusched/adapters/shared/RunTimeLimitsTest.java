package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.millis;
import static io.gpusched.adapters.shared.Scene.refusal;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.shared.EntityOptions;
import io.gpusched.application.shared.Rate;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Limits that change while jobs run, rates, estimates of waits, and running jobs that make room for urgent ones. */
class RunTimeLimitsTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final Scene scene = new Scene(new VirtualRig(time), ring -> ring.credits(2));

    @Test
    void more_credits_let_more_jobs_start_at_once() {
        SharedEntity<String> alice = scene.entity("alice");
        List.of("a", "b", "c", "d").forEach(each -> submit(alice, each));
        scene.settle();

        scene.device.setCredits(scene.ring, 3);
        scene.settle();

        assertThat(scene.calls.started()).containsExactly("a", "b", "c");
    }

    @Test
    void fewer_credits_break_no_running_job_and_start_nothing_until_enough_has_finished() {
        SharedEntity<String> alice = scene.entity("alice");
        List.of("a", "b", "c").forEach(each -> submit(alice, each));
        scene.settle();

        scene.device.setCredits(scene.ring, 1);
        scene.settle();
        assertThat(scene.snapshot().rings().get(0).creditsInFlight()).isEqualTo(2);
        scene.complete("a");
        assertThat(scene.calls.started()).containsExactly("a", "b");
        scene.complete("b");

        assertThat(scene.calls.started()).containsExactly("a", "b", "c");
    }

    @Test
    void a_timeout_that_changes_holds_for_running_jobs_from_their_start_on() {
        Ticket ticket = submit(scene.entity("alice"), "a");
        time.run(3 * MS);
        scene.settle();

        scene.device.setTimeout(scene.ring, millis(5));
        time.run(4 * MS);
        assertThat(Scene.isOver(ticket)).isFalse();
        time.run(5 * MS);

        assertThat(scene.errnoOf(ticket)).isEqualTo(Errno.ETIMEDOUT);
        assertThat(time.nanos()).isEqualTo(5 * MS);
    }

    @Test
    void a_queue_limit_changes_at_once_and_what_waits_stays() {
        SharedEntity<String> alice = scene.entity("alice", 2);
        List.of("a", "b").forEach(each -> submit(alice, each));
        scene.settle();
        List.of("c", "d").forEach(each -> submit(alice, each));

        alice.setQueueLimit(1);

        assertThat(refusal(alice, "e").reason()).contains("1 jobs waiting");
        assertThat(alice.room()).isZero();
        assertThat(alice.queued()).isEqualTo(2);
        alice.setQueueLimit(3);
        assertThat(alice.room()).isEqualTo(1);
        submit(alice, "e");
    }

    @Test
    void limits_that_are_none_are_refused() {
        assertThatThrownBy(() -> scene.device.setCredits(scene.ring, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> scene.device.setTimeout(scene.ring, Duration.ZERO))
                .hasMessageContaining("at least 1 ns");
        assertThatThrownBy(() -> scene.entity("alice").setQueueLimit(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> scene.device.setCredits(scene.ring.credits(2), 2))
                .hasMessageContaining("not of this device");
    }

    @Test
    void an_entity_that_submits_faster_than_its_rate_is_refused_and_told_when_to_come_again() {
        SharedEntity<String> alice = scene.device.entity(EntityOptions.of("alice", scene.ring)
                .queueLimit(10)
                .rate(Rate.of(100, Duration.ofSeconds(1)).burst(2)));
        submit(alice, "a");
        submit(alice, "b");

        Rejection refused = refusal(alice, "c");

        assertThat(refused).isEqualTo(new Rejection.RateExceeded("alice", 10 * MS, 8));
        assertThat(refused.retryAfter()).isEqualTo(millis(10));
        time.timer(() -> {}).arm(10 * MS);
        time.run(10 * MS);
        submit(alice, "c");
        assertThat(refusal(alice, "d").retryAfter()).isEqualTo(millis(10));
    }

    @Test
    void a_refusal_for_another_reason_takes_no_token() {
        SharedEntity<String> alice = scene.device.entity(EntityOptions.of("alice", scene.ring)
                .queueLimit(1)
                .rate(Rate.of(100, Duration.ofSeconds(1)).burst(3)));
        submit(alice, "a");
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(alice, "b")).isInstanceOf(Rejection.QueueFull.class);
        }
        scene.settle();

        submit(alice, "b");
        scene.settle();
        submit(alice, "c");
    }

    @Test
    void a_ring_with_a_rate_starts_no_faster_and_the_policy_decides_who_is_next() {
        try (Scene paced =
                new Scene(new VirtualRig(time), ring -> ring.credits(100).rate(Rate.of(100, Duration.ofSeconds(1))))) {
            SharedEntity<String> alice = paced.entity("alice");
            SharedEntity<String> bob =
                    paced.device.entity(EntityOptions.of("bob", paced.ring).priority(Priority.KERNEL));
            List.of("a1", "a2", "a3").forEach(each -> submit(alice, each));
            time.run(0);
            assertThat(paced.calls.started()).containsExactly("a1");
            submit(bob, "b1");

            time.run(9 * MS);
            assertThat(paced.calls.started()).containsExactly("a1");
            time.run(10 * MS);
            assertThat(paced.calls.started()).containsExactly("a1", "b1");
            time.run(30 * MS);

            assertThat(paced.calls.started()).containsExactly("a1", "b1", "a2", "a3");
        }
    }

    @Test
    void a_full_queue_says_when_its_next_job_will_start() {
        Scene backend = new Scene(new VirtualRig(time));
        SharedEntity<String> alice = backend.entity("alice", 3);
        List.of("0", "1", "2").forEach(each -> submit(alice, each));
        time.run(0);
        long worst = 0;
        for (int i = 0; i < 50; i++) {
            submit(alice, Integer.toString(i + 3));
            long before = time.nanos();
            Rejection full = refusal(alice, "too much");
            String running = Integer.toString(i);
            time.timer(() -> backend.calls.complete(running)).arm(7 * MS);
            time.run(before + 7 * MS);
            long came = time.nanos() - before;
            if (i > 2) {
                worst = Math.max(worst, Math.abs(came - full.retryAfter().toNanos()));
            }
        }

        assertThat(worst).isZero();
    }

    @Test
    void where_times_vary_the_estimate_is_right_on_average() {
        Random chance = new Random(1);
        Scene backend = new Scene(new VirtualRig(time));
        SharedEntity<String> alice = backend.entity("alice", 3);
        List.of("0", "1", "2").forEach(each -> submit(alice, each));
        time.run(0);
        double estimated = 0;
        double came = 0;
        for (int i = 0; i < 5_000; i++) {
            submit(alice, Integer.toString(i + 3));
            long start = time.nanos();
            long takes = (long) (-Math.log(1 - chance.nextDouble()) * 7 * MS);
            String running = Integer.toString(i);
            time.timer(() -> backend.calls.complete(running)).arm(takes);
            if (i > 100) {
                estimated += refusal(alice, "too much").retryAfter().toNanos();
                came += takes;
            }
            time.run(start + takes);
        }

        assertThat(estimated / came).isBetween(0.9, 1.1);
    }

    @Test
    void an_urgent_job_takes_the_place_of_the_least_urgent_one_that_started_last() {
        try (Scene eager =
                new Scene(new VirtualRig(time), ring -> ring.credits(2).requeue(true))) {
            SharedEntity<String> low =
                    eager.device.entity(EntityOptions.of("low", eager.ring).priority(Priority.LOW));
            SharedEntity<String> high =
                    eager.device.entity(EntityOptions.of("high", eager.ring).priority(Priority.HIGH));
            Ticket first = submit(low, "l1");
            Ticket second = submit(low, "l2");
            Ticket third = submit(low, "l3");
            eager.settle();
            assertThat(eager.calls.started()).containsExactly("l1", "l2");
            var cancelled = eager.calls.future("l2");

            submit(high, "h1");
            eager.settle();

            assertThat(eager.calls.started()).containsExactly("l1", "l2", "h1");
            assertThat(cancelled).isCancelled();
            assertThat(Scene.isOver(second)).isFalse();
            assertThat(eager.snapshot().rings().get(0).requeued()).isEqualTo(1);
            eager.complete("h1");
            assertThat(eager.calls.started()).containsExactly("l1", "l2", "h1", "l2");
            eager.complete("l2");
            assertThat(Scene.isOver(second)).isTrue();
            assertThat(eager.resultOf(second.finished())).isSameAs(second);
            assertThat(eager.calls.started()).containsExactly("l1", "l2", "h1", "l2", "l3");
            assertThat(Scene.isOver(first) || Scene.isOver(third)).isFalse();
            assertThat(eager.snapshot().entities().get(0).queued()).isZero();
        }
    }

    @Test
    void nothing_is_requeued_unless_the_ring_allows_it_and_nothing_that_others_wait_for() {
        SharedEntity<String> low =
                scene.device.entity(EntityOptions.of("low", scene.ring).priority(Priority.LOW));
        SharedEntity<String> high =
                scene.device.entity(EntityOptions.of("high", scene.ring).priority(Priority.HIGH));
        submit(low, "l1");
        submit(low, "l2");
        scene.settle();
        submit(high, "h1");
        scene.settle();

        assertThat(scene.calls.started()).containsExactly("l1", "l2");
        assertThatThrownBy(() -> Ring.of("x", (String each) -> CompletableFuture.completedFuture(each))
                        .overlapping(false)
                        .requeue(true))
                .hasMessageContaining("serial hardware");
        assertThatThrownBy(() -> scene.ring.holdUntilReleased(millis(1)).requeue(true))
                .hasMessageContaining("makes no room");
    }
}
