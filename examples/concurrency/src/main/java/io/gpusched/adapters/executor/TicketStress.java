package io.gpusched.adapters.executor;

import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.Ticket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A job ends while somebody asks for its end, twice: each time there is the same stage, and it tells once. */
@JCStressTest
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "Told twice, by one stage.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Not told, or too often, or there are two stages.")
@State
public class TicketStress {
    private final HeldHardware hardware = new HeldHardware();
    private final Ticket ticket;
    private final AtomicInteger told = new AtomicInteger();
    private CompletionStage<Ticket> first;
    private CompletionStage<Ticket> second;

    /** The hardware has a job. */
    public TicketStress() {
        Ring<String> ring = Ring.over("ring", hardware);
        SharedDevice device = SharedDevice.on(ExecutorWriter.on(Runnable::run, null, 1, failure -> {}))
                .ring(ring)
                .open();
        ticket = device.entity("client", ring).submit("job").get();
    }

    /** Ends the job. */
    @Actor
    public void hardware() {
        hardware.complete();
    }

    /** Asks twice. */
    @Actor
    public void client() {
        first = ticket.finished();
        CompletionStage<Void> _ = first.thenRun(told::incrementAndGet);
        second = ticket.finished();
        CompletionStage<Void> _ = second.thenRun(told::incrementAndGet);
    }

    /** Counts. */
    @Arbiter
    public void count(II_Result result) {
        result.r1 = told.get();
        result.r2 = first == second ? 1 : 2;
    }
}
