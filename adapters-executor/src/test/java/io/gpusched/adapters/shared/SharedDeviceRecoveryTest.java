package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.RecoveryStep;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rings of a shared device with a plan for their recovery. */
class SharedDeviceRecoveryTest {
    private static final long MS = 1_000_000;
    private static final String HANGS = "hangs";

    private final VirtualTime time = new VirtualTime();
    private final List<String> calls = new ArrayList<>();

    private void runOn() {
        runUntil(time.nanos() + 1_000 * MS);
    }

    private void runUntil(long nanos) {
        time.timer(() -> {}).arm(nanos - time.nanos());
        time.run(nanos);
    }

    private CompletionStage<Void> call(String payload) {
        calls.add(payload);
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!payload.equals(HANGS)) {
            time.timer(() -> done.complete(null)).arm(30 * MS);
        }
        return done;
    }

    private Ring<String> ring(String name, RecoveryPlan plan) {
        return Ring.<String, Void>of(name, this::call)
                .timeout(Duration.ofMillis(50))
                .recovery(plan);
    }

    private static @Nullable Errno error(Ticket ticket) {
        try {
            ticket.finished().toCompletableFuture().join();
            return null;
        } catch (CompletionException failed) {
            return ((JobFailed) failed.getCause()).errno();
        }
    }

    @Test
    void a_reset_of_the_device_calls_again_what_was_under_way_on_its_other_rings() {
        RecoveryPlan plan =
                RecoveryPlan.of("card", RecoveryStep.of(Rung.RESET_DEVICE).taking(100 * MS));
        Ring<String> left = ring("left", plan);
        Ring<String> right = ring("right", plan);
        SharedDevice device = SharedDevice.on(time).ring(left).ring(right).open();
        SharedEntity<String> bad = device.entity("bad", left);
        SharedEntity<String> good = device.entity("good", right);

        Ticket hung = bad.submit(HANGS).get();
        time.run(0);
        runUntil(40 * MS);
        Ticket innocent = good.submit("innocent").get();
        runOn();

        assertThat(error(hung)).isEqualTo(Errno.ECANCELED);
        assertThat(error(innocent)).isNull();
        assertThat(calls).containsExactly(HANGS, "innocent", "innocent");
    }

    @Test
    void a_client_without_a_guilty_flag_goes_on() {
        Ring<String> ring = ring(
                "ring",
                RecoveryPlan.of("card", RecoveryStep.of(Rung.RESET_RING)).withoutGuiltyFlag());
        SharedEntity<String> client = SharedDevice.on(time).ring(ring).open().entity("client", ring);

        Ticket hung = client.submit(HANGS).get();
        Ticket next = client.submit("next").get();
        runOn();

        assertThat(error(hung)).isEqualTo(Errno.ECANCELED);
        assertThat(error(next)).isNull();
    }

    @Test
    void a_device_that_is_gone_ends_every_job_until_it_is_back() {
        Ring<String> ring = ring(
                "ring",
                RecoveryPlan.of("card", RecoveryStep.of(Rung.DEVICE_GONE))
                        .withoutGuiltyFlag()
                        .backAfter(100 * MS));
        SharedEntity<String> client = SharedDevice.on(time).ring(ring).open().entity("client", ring);
        Ticket hung = client.submit(HANGS).get();
        Ticket behind = client.submit("behind").get();
        runUntil(60 * MS);

        Ticket meanwhile = client.submit("meanwhile").get();
        runOn();
        Ticket afterwards = client.submit("afterwards").get();
        runOn();

        assertThat(List.of(error(hung), error(behind), error(meanwhile))).containsOnly(Errno.ENODEV);
        assertThat(error(afterwards)).isNull();
    }

    @Test
    void steps_may_be_done_for_real_and_what_throws_or_fails_has_not_helped() {
        List<Rung> tried = new ArrayList<>();
        RecoveryPlan plan = RecoveryPlan.of(
                "card",
                RecoveryStep.of(Rung.CANCEL_JOB),
                RecoveryStep.of(Rung.RESET_RING),
                RecoveryStep.of(Rung.RESET_DEVICE));
        Ring<String> ring = Ring.<String, Void>of("ring", this::call)
                .timeout(Duration.ofMillis(50))
                .hangLimit(1)
                .recovery(plan, rung -> {
                    tried.add(rung);
                    return switch (rung) {
                        case CANCEL_JOB -> throw new IllegalStateException("no such register");
                        case RESET_RING -> CompletableFuture.failedFuture(new IllegalStateException("timed out"));
                        case RESET_DEVICE, DEVICE_GONE -> CompletableFuture.completedFuture(tried.size() > 3);
                    };
                });
        SharedEntity<String> client = SharedDevice.on(time).ring(ring).open().entity("client", ring);

        Ticket hung = client.submit(HANGS).get();
        runOn();

        assertThat(tried).containsExactly(Rung.CANCEL_JOB, Rung.RESET_RING, Rung.RESET_DEVICE);
        assertThat(error(hung)).isEqualTo(Errno.ENODEV);
    }

    @Test
    void hardware_that_cannot_be_reset_is_refused_a_plan() {
        Hardware bare = new Hardware() {
            @Override
            public Launch run(HardwareJob job, Completion completion) {
                return Launch.Accepted.NOTHING;
            }

            @Override
            public Verdict timedOut(HardwareJob job, Recovery recovery) {
                return Verdict.RESET;
            }

            @Override
            public void free(HardwareJob job) {}
        };

        assertThatThrownBy(() ->
                        Ring.over("bare", bare).recovery(RecoveryPlan.of("card", RecoveryStep.of(Rung.RESET_RING))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be Resettable");
    }
}
