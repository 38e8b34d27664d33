package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.isOver;
import static io.gpusched.adapters.shared.Scene.millis;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who holds the credit of a call that was given up while it ran. */
class HeldCreditsTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final List<String> asked = new ArrayList<>();

    private Scene scene(UnaryOperator<Ring<String>> shape) {
        return new Scene(new VirtualRig(time), shape);
    }

    private Scene holding() {
        return scene(ring -> ring.timeout(millis(5)).holdUntilReleased(millis(100), asked::add));
    }

    private static DeviceSnapshot.RingState ring(Scene scene) {
        return scene.snapshot().rings().get(0);
    }

    @Test
    void by_default_a_call_that_timed_out_gives_its_credit_back_at_once() {
        try (Scene scene = scene(ring -> ring.timeout(millis(5)))) {
            SharedEntity<String> alice = scene.entity("alice");
            submit(alice, "a");
            submit(alice, "b");

            time.run(6 * MS);

            assertThat(scene.calls.started()).containsExactly("a", "b");
            assertThat(scene.calls.future("a")).isCancelled();
        }
    }

    @Test
    void a_call_that_timed_out_holds_its_credit_until_its_stage_completes() {
        try (Scene scene = holding()) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket first = submit(alice, "a");
            submit(alice, "b");

            time.run(50 * MS);

            assertThat(scene.errnoOf(first)).isEqualTo(Errno.ETIMEDOUT);
            assertThat(scene.calls.started()).containsExactly("a");
            assertThat(scene.calls.future("a"))
                    .as("cancelling it would hide its end")
                    .isNotDone();
            assertThat(asked).containsExactly("a");
            assertThat(ring(scene).held()).isEqualTo(1);
            assertThat(ring(scene).creditsInFlight()).isEqualTo(1);
            assertThat(ring(scene).running()).isZero();

            scene.calls.complete("a");
            time.run(51 * MS);

            assertThat(scene.calls.started()).containsExactly("a", "b");
            assertThat(ring(scene).held()).isZero();
            assertThat(ring(scene).heldGivenUp()).isZero();
        }
    }

    @Test
    void so_does_one_that_was_cancelled() {
        try (Scene scene = holding()) {
            SharedEntity<String> alice = scene.entity("alice");
            Ticket first = submit(alice, "a");
            submit(alice, "b");
            time.run(1 * MS);

            first.cancel();
            time.run(2 * MS);

            assertThat(scene.errnoOf(first)).isEqualTo(Errno.ECANCELED);
            assertThat(scene.calls.started()).containsExactly("a");
            scene.calls.complete("a");
            time.run(2 * MS);
            assertThat(scene.calls.started()).containsExactly("a", "b");
        }
    }

    @Test
    void at_its_own_limit_the_hold_is_given_up_and_counted() {
        try (Scene scene = holding()) {
            SharedEntity<String> alice = scene.entity("alice");
            submit(alice, "a");
            submit(alice, "b");

            time.run(104 * MS);
            assertThat(scene.calls.started()).containsExactly("a");
            time.run(105 * MS);

            assertThat(scene.calls.started()).containsExactly("a", "b");
            assertThat(ring(scene).heldGivenUp()).isEqualTo(1);
            assertThat(scene.calls.future("a")).isCancelled();
        }
    }

    @Test
    void the_snapshot_says_who_holds_the_credits() {
        try (Scene scene = scene(ring -> ring.credits(2).timeout(millis(5)).holdUntilReleased(millis(100)))) {
            submit(scene.entity("alice"), "a");
            time.run(6 * MS);
            Ticket second = submit(scene.entity("bob"), "b");
            time.run(7 * MS);

            assertThat(ring(scene).holders().map(DeviceSnapshot.CreditHolder::entity))
                    .containsExactly("bob", "alice");
            assertThat(ring(scene).holders().map(DeviceSnapshot.CreditHolder::givenUp))
                    .containsExactly(false, true);
            assertThat(ring(scene).holders().map(DeviceSnapshot.CreditHolder::sinceNanos))
                    .containsExactly(5 * MS, 0L);
            assertThat(isOver(second)).isFalse();
        }
    }

    @Test
    void two_credits_are_two_calls_whatever_times_out() {
        try (Scene scene = scene(ring -> ring.credits(2).timeout(millis(5)).holdUntilReleased(millis(1_000)))) {
            SharedEntity<String> alice = scene.entity("alice");
            for (int i = 0; i < 12; i++) {
                submit(alice, "call " + i);
            }

            time.run(500 * MS);

            assertThat(scene.calls.started()).hasSize(2);
        }
    }

    /** Hardware that cannot end a job: it goes on whatever it is asked. */
    private static final class Unstoppable implements Hardware {
        private final List<Completion> running = new ArrayList<>();

        @Override
        public boolean overlaps() {
            return true;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            running.add(completion);
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }

    @Test
    void hardware_that_cannot_end_a_job_holds_its_credit_until_it_completes_or_the_limit_is_over() {
        Unstoppable hardware = new Unstoppable();
        Ring<String> ring =
                Ring.<String>over("npu", hardware).timeout(millis(5)).holdUntilReleased(millis(100), asked::add);
        SharedDevice device = SharedDevice.on(time).ring(ring).open();
        SharedEntity<String> alice = device.entity("alice", ring);
        Ticket cancelled = alice.submit("a").get();
        Ticket late = alice.submit("b").get();
        alice.submit("c").get();
        time.run(1 * MS);

        cancelled.cancel();
        time.run(2 * MS);
        assertThat(isOver(cancelled)).isTrue();
        assertThat(hardware.running).hasSize(1);
        hardware.running.getFirst().complete();
        time.run(3 * MS);
        assertThat(hardware.running).hasSize(2);

        time.run(50 * MS);
        assertThat(isOver(late)).as("timed out for its submitter").isTrue();
        assertThat(hardware.running).hasSize(2);
        time.run(110 * MS);
        assertThat(hardware.running).as("the hold is given up").hasSize(3);
        assertThat(asked).startsWith("a", "b");
        hardware.running.get(1).complete();
        time.run(111 * MS);
        assertThat(hardware.running)
                .as("a completion that comes later counts for nothing")
                .hasSize(3);
    }
}
