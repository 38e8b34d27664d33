package io.gpusched.adapters.executor;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A sleeper that looks for news first and puts its name up then: whoever comes between the two rings in vain. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "Woken, or saw the news before it slept.")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "The ring was lost.")
@State
public class DoorbellCanary {
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
    private volatile boolean news;

    /** Sleeps until there is news. */
    @Actor
    public void sleeper() {
        while (!news) {
            Thread.onSpinWait();
            sleeper.set(Thread.currentThread());
            LockSupport.park(this);
        }
    }

    /** Brings news. */
    @Signal
    public void visitor() {
        news = true;
        Thread thread = sleeper.get();
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
