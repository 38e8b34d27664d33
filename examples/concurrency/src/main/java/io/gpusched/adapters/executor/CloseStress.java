package io.gpusched.adapters.executor;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A post that meets a close runs exactly if it was accepted. */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "Accepted, and ran.")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "Refused, and did not run.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Accepted and lost, or refused and run.")
@State
public class CloseStress {
    private final ExecutorWriter writer = ExecutorWriter.on(Runnable::run, null, 1, failure -> {});
    private int ran;

    /** Posts. */
    @Actor
    public void poster(ZI_Result result) {
        result.r1 = writer.post(() -> ran++);
    }

    /** Closes. */
    @Actor
    public void closer() {
        writer.close();
    }

    /** Counts. */
    @Arbiter
    public void count(ZI_Result result) {
        result.r2 = ran;
    }
}
