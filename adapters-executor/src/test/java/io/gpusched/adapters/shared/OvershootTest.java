package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.application.port.Writer;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.testkit.explore.Explore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Three calls, a timeout, a cancellation and a limit that changes, in every order: more than the limit never runs. */
class OvershootTest {
    private static final Duration TIMEOUT = Duration.ofMillis(2);

    /** A backend that counts what it really works on, and goes on with it whatever becomes of the future. */
    private static final class Backend {
        private final Stage stage;
        private final Writer side;
        private int working;
        private int limit;

        Backend(Stage stage, int limit) {
            this.stage = stage;
            this.side = stage.hardwareSide("backend", false);
            this.limit = limit;
            stage.alsoState(() -> working * 31L + this.limit);
        }

        CompletionStage<String> call(Long nanos) {
            working++;
            assertThat(working).as("calls at once").isLessThanOrEqualTo(limit);
            CompletableFuture<String> done = new CompletableFuture<>();
            side.timers()
                    .timer(() -> {
                        working--;
                        done.complete("done");
                    })
                    .arm(nanos);
            return done;
        }
    }

    private static final long SHORT = 1_000_000;
    private static final long LONG = 3_000_000;

    @Explore(strategy = Strategy.EXHAUSTIVE, late = Lateness.ALL, schedules = 300_000)
    void two_credits_and_three_calls_of_which_one_times_out_and_one_is_cancelled(Stage stage) {
        Backend backend = new Backend(stage, 2);
        Ring<Long> ring = Ring.of("backend", backend::call)
                .credits(2)
                .timeout(TIMEOUT)
                .holdUntilReleased(Duration.ofSeconds(1));
        SharedDevice device = SharedDevice.on(stage.writer()).ring(ring).open();
        SharedEntity<Long> alice = device.entity("alice", ring);
        SharedEntity<Long> bob = device.entity("bob", ring);
        List<Ticket> tickets = new ArrayList<>();
        stage.client("alice")
                .then("submits a long call", () -> tickets.add(alice.submit(LONG).get()))
                .then("submits a short call", () -> tickets.add(alice.submit(SHORT).get()));
        stage.client("bob")
                .then("submits a short call", () -> tickets.add(bob.submit(SHORT).get()))
                .then("cancels", () -> tickets.getLast().cancel());
        stage.atEnd(() -> {
            assertThat(tickets).hasSize(3).allMatch(ticket -> ticket.finished().toCompletableFuture().isDone());
            assertThat(backend.working).isZero();
        });
    }

    @Explore(strategy = Strategy.EXHAUSTIVE, late = Lateness.WORK, schedules = 300_000)
    void three_calls_while_the_limit_goes_down_and_up(Stage stage) {
        Backend backend = new Backend(stage, 2);
        Ring<Long> ring = Ring.of("backend", backend::call).credits(2);
        SharedDevice device = SharedDevice.on(stage.writer()).ring(ring).open();
        SharedEntity<Long> alice = device.entity("alice", ring);
        List<Ticket> tickets = new ArrayList<>();
        stage.client("alice")
                .then("submits", () -> tickets.add(alice.submit(SHORT).get()))
                .then("submits", () -> tickets.add(alice.submit(SHORT).get()))
                .then("submits", () -> tickets.add(alice.submit(SHORT).get()));
        stage.client("operator")
                .then("allows one", () -> device.setCredits(ring, 1))
                .then("knows that it is one", () -> device.snapshot().thenRun(() -> backend.limit = Math.max(1, backend.working)))
                .then("allows two", () -> {
                    backend.limit = 2;
                    device.setCredits(ring, 2);
                });
        stage.atEnd(() -> assertThat(tickets)
                .hasSize(3)
                .allMatch(ticket -> ticket.finished().toCompletableFuture().isDone()));
    }
}
