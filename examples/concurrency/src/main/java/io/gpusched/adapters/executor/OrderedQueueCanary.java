package io.gpusched.adapters.executor;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An ordered queue that does not look again after it has said that it sleeps. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both steps ran.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A step was left behind.")
@State
public class OrderedQueueCanary {
    private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private int ran;

    private void post() {
        mail.add(() -> ran++);
        if (awake.compareAndSet(false, true)) {
            for (Runnable step = mail.poll(); step != null; step = mail.poll()) {
                step.run();
            }
            awake.set(false);
        }
    }

    /** Posts. */
    @Actor
    public void first() {
        post();
    }

    /** Posts. */
    @Actor
    public void second() {
        post();
    }

    /** Counts. */
    @Arbiter
    public void count(I_Result result) {
        result.r1 = ran;
    }
}
