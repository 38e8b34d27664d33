package io.gpusched.adapters.executor;

import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads submit, and one of them shuts the device down in between: what was taken ends once, and what was refused never runs. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Each job that was taken ended once, and no other ran.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Jobs were lost, told twice, or run though they were refused.")
@State
public class SharedDeviceStress {
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final SharedDevice device;
    private final SharedEntity<String> alice;
    private final SharedEntity<String> bob;

    /** Opens a device whose function is done at once. */
    public SharedDeviceStress() {
        Ring<String> ring = Ring.of("ring", payload -> {
            ran.incrementAndGet();
            return CompletableFuture.completedStage(null);
        });
        device = SharedDevice.on(ExecutorWriter.on(Runnable::run, null, 1, failure -> {}))
                .ring(ring)
                .drainLimit(Duration.ZERO)
                .open();
        alice = device.entity("alice", ring);
        bob = device.entity("bob", ring);
    }

    private void submit(SharedEntity<String> entity) {
        entity.submit("job").peek(ticket -> {
            taken.incrementAndGet();
            CompletionStage<Ticket> _ = ticket.finished().whenComplete((job, failure) -> ended.incrementAndGet());
        });
    }

    /** Submits twice. */
    @Actor
    public void alice() {
        submit(alice);
        submit(alice);
    }

    /** Submits, shuts the device down, and submits again. */
    @Actor
    public void bob() {
        submit(bob);
        CompletionStage<Void> _ = device.shutDown().thenRun(() -> {});
        submit(bob);
    }

    /** Counts. */
    @Arbiter
    public void count(II_Result result) {
        result.r1 = taken.get() - ended.get();
        result.r2 = Math.max(0, ran.get() - taken.get());
    }
}
