package io.gpusched.adapters.executor;

import io.gpusched.domain.time.Nanos;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Whoever brings news wakes the sleeper, however close they come. A ring that is lost ends in a timeout. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "Woken, or saw the news before it slept.")
@State
public class DoorbellStress {
    private final Doorbell doorbell = new Doorbell();
    private volatile boolean news;

    /** Sleeps until there is news. */
    @Actor
    public void sleeper(Z_Result result) {
        while (!news) {
            doorbell.sleep(() -> news, Nanos.NO_LIMIT);
        }
        result.r1 = news;
    }

    /** Brings news. */
    @Actor
    public void visitor() {
        news = true;
        doorbell.ring();
    }
}
