package io.gpusched.adapters.executor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A ticket that looks whether it has ended and then puts a stage up: an end in between is written over. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "The callback ran.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The end was lost.")
@State
public class TicketCanary {
    private static final Object OVER = new Object();

    private final AtomicReference<@Nullable Object> end = new AtomicReference<>();
    private final CompletableFuture<String> stage = new CompletableFuture<>();

    /** Ends. */
    @Actor
    public void ends() {
        if (end.getAndSet(OVER) instanceof CompletableFuture<?> asked) {
            asked.complete(null);
        }
    }

    /** Asks. */
    @Actor
    public void asks() {
        if (end.get() == null) {
            end.set(stage);
        } else {
            stage.complete("over already");
        }
    }

    /** Looks. */
    @Arbiter
    public void look(Z_Result result) {
        result.r1 = stage.isDone();
    }
}
