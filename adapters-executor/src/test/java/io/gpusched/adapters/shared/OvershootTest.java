package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.QueueOrder;
import io.gpusched.application.port.Writer;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Three calls, a timeout, a cancellation and a limit that changes, in every order: more than the limit never runs. */
class OvershootTest {
    private static final long SHORT = 1_000_000;
    private static final long LONG = 3_000_000;
    private static final Duration TIMEOUT = Duration.ofMillis(2);

    /** A backend that counts what it really works on, and goes on with it whatever becomes of the future. */
    private static final class Backend {
        private final Writer side;
        private int working;
        private int limit;
        private int overshoot;

        Backend(Stage stage, int limit) {
            this.side = stage.hardwareSide("backend", false);
            this.limit = limit;
            stage.alsoState(() -> (working * 31L + this.limit) * 31 + overshoot);
            stage.rule(
                    "no more calls are worked on at once than there are credits",
                    () -> overshoot > 0 ? overshoot + " too many" : null);
        }

        CompletionStage<String> call(Long nanos) {
            working++;
            overshoot = Math.max(overshoot, working - limit);
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

    private static Report explored(Scenario scenario, Lateness late) {
        Guarantees guarantees = new Guarantees(QueueOrder.ORDERED.queues(), late);
        return new Explorer(scenario, guarantees, SearchSettings.exhaustive(), Limits.ofSchedules(1_000_000), () -> 0)
                .explore();
    }

    private static void assertHolds(Report report) {
        assertThat(report.finding()).isNull();
        assertThat(report.covered())
                .as("%s schedules, every order", report.schedules())
                .isTrue();
    }

    private static void timeoutAndCancellation(Stage stage, UnaryOperator<Ring<Long>> shape) {
        Backend backend = new Backend(stage, 1);
        Ring<Long> ring = shape.apply(Ring.of("backend", backend::call)).timeout(TIMEOUT);
        SharedDevice device = SharedDevice.on(stage.writer()).ring(ring).open();
        SharedEntity<Long> alice = device.entity("alice", ring);
        SharedEntity<Long> bob = device.entity("bob", ring);
        List<Ticket> tickets = new ArrayList<>();
        stage.client("alice")
                .then(
                        "submits a long call",
                        () -> tickets.add(alice.submit(LONG).get()))
                .then(
                        "submits a short call",
                        () -> tickets.add(alice.submit(SHORT).get()));
        stage.client("bob").then("submits a short call and cancels it", () -> {
            Ticket ticket = bob.submit(SHORT).get();
            tickets.add(ticket);
            ticket.cancel();
        });
        stage.atEnd(() -> {
            assertThat(tickets).hasSize(3).allMatch(Scene::isOver);
            assertThat(backend.working).isZero();
        });
    }

    @Test
    void one_credit_is_one_call_whatever_times_out_or_is_cancelled() {
        assertHolds(explored(
                stage -> timeoutAndCancellation(stage, ring -> ring.holdUntilReleased(Duration.ofSeconds(1))),
                Lateness.WORK));
    }

    @Test
    void a_ring_that_gives_credits_back_at_once_is_caught_at_it() {
        Report report = explored(stage -> timeoutAndCancellation(stage, UnaryOperator.identity()), Lateness.WORK);

        assertThat(report.finding()).isNotNull();
        assertThat(report.finding().violation().toString()).contains("1 too many");
    }

    private static void changes(Stage stage) {
        Backend backend = new Backend(stage, 2);
        Ring<Long> ring = Ring.of("backend", backend::call).credits(2);
        SharedDevice device = SharedDevice.on(stage.writer()).ring(ring).open();
        SharedEntity<Long> alice = device.entity("alice", ring);
        List<Ticket> tickets = new ArrayList<>();
        Runnable submit = () -> tickets.add(alice.submit(SHORT).get());
        stage.client("alice").then("submits", submit).then("submits", submit).then("submits", submit);
        stage.client("operator")
                .then("allows one", () -> {
                    device.setCredits(ring, 1);
                    // From when the writer has heard of it, what runs may end, and then one is the limit.
                    device.snapshot().thenRun(() -> backend.limit = Math.max(1, backend.working));
                })
                .then("allows two", () -> {
                    device.setCredits(ring, 2);
                    device.snapshot().thenRun(() -> backend.limit = 2);
                });
        stage.atEnd(() -> assertThat(tickets).hasSize(3).allMatch(Scene::isOver));
    }

    @Test
    void a_limit_that_goes_down_and_up_is_never_exceeded() {
        assertHolds(explored(OvershootTest::changes, Lateness.WORK));
    }
}
