package io.gpusched.adapters.executor;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Steps of two threads run alone and see each other's plain writes; none is lost. */
@JCStressTest
@Outcome(id = "4, 4", expect = Expect.ACCEPTABLE, desc = "Each step ran, and saw what those before it did.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Steps were lost, or overlapped.")
@State
public class OrderedQueueStress {
    private final ExecutorWriter writer = ExecutorWriter.on(Runnable::run, null, 1, failure -> {});
    private int ran;
    private int sum;

    private void step() {
        ran++;
        sum += ran - sum;
    }

    /** Posts twice. */
    @Actor
    public void first() {
        writer.post(this::step);
        writer.post(this::step);
    }

    /** Posts twice. */
    @Actor
    public void second() {
        writer.post(this::step);
        writer.post(this::step);
    }

    /** Counts. */
    @Arbiter
    public void count(II_Result result) {
        result.r1 = ran;
        result.r2 = sum;
    }
}
