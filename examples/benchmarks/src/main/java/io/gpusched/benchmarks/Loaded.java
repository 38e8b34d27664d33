package io.gpusched.benchmarks;

import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;
import java.util.List;

/** How many implementations of each port the JVM has seen called before the measurement. */
public enum Loaded {
    /** The measured one alone: the compiler may inline every call. */
    ONE,
    /** Three, called equally often from the first call on: the compiler has to make virtual calls of them all. */
    THREE;

    private static final int TURNS = 400;
    private static final int JOBS_A_TURN = 1_000;

    /**
     * Makes the pipeline to be measured, after the JVM has seen the others.
     *
     * @param policy the policy that is measured; with three, the other two policies are loaded as well
     */
    Pipeline pipeline(Policy policy, int entities, int blocked) {
        if (this == THREE) {
            List<Pipeline> mixed = List.of(
                    new Pipeline(new RoundRobin(), 64, 16, Ports.PLAIN),
                    new Pipeline(new Fifo(), 64, 16, new CountingPorts()),
                    new Pipeline(new Fair(), 64, 16, new CheckingPorts()));
            for (int turn = 0; turn < TURNS; turn++) {
                mixed.forEach(each -> each.run(JOBS_A_TURN));
            }
        }
        return new Pipeline(policy, entities, blocked, Ports.PLAIN);
    }
}
