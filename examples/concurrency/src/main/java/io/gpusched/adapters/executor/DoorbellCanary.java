package io.gpusched.adapters.executor;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A sleeper that looks for news first and puts its name up then: whoever comes between the two rings in vain. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "Woken, or saw the news before it slept.")
@State
public class DoorbellCanary {
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
    private volatile boolean news;

    /** Sleeps until there is news. */
    @Actor
    public void sleeper(Z_Result result) {
        while (!news) {
            Thread.onSpinWait();
            sleeper.set(Thread.currentThread());
            LockSupport.park(this);
        }
        result.r1 = news;
    }

    /** Brings news. */
    @Actor
    public void visitor() {
        news = true;
        Thread thread = sleeper.get();
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
