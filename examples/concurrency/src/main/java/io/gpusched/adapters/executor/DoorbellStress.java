package io.gpusched.adapters.executor;

import io.gpusched.adapters.agenda.Agenda;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Whoever brings news wakes the sleeper, however close they come. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "Woken, or saw the news before it slept.")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "The ring was lost.")
@State
public class DoorbellStress {
    private final Doorbell doorbell = new Doorbell();
    private volatile boolean news;

    /** Sleeps until there is news. */
    @Actor
    public void sleeper() {
        while (!news) {
            doorbell.sleep(() -> news, Agenda.NEVER);
        }
    }

    /** Brings news. */
    @Signal
    public void visitor() {
        news = true;
        doorbell.ring();
    }
}
