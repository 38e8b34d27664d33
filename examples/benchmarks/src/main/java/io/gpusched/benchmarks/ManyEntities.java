package io.gpusched.benchmarks;

import java.io.PrintStream;

/**
 * A million entities, or as many as the first argument says, each with jobs queued: fills the pipeline under each policy, runs two jobs of
 * every entity from push to free, and prints what that took.
 */
public final class ManyEntities {
    private ManyEntities() {}

    /** Runs and prints. */
    public static void main(String[] args) {
        int entities = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        PrintStream out = System.out;
        for (PolicyName policy : PolicyName.values()) {
            long start = System.nanoTime();
            Pipeline pipeline = new Pipeline(policy.policy(), entities, 0, Ports.PLAIN);
            long filled = System.nanoTime();
            pipeline.run(2 * entities);
            long ran = System.nanoTime();
            out.printf(
                    "%-4s %,d entities: filled in %.1f s, then %.0f ns a job%n",
                    policy, entities, (filled - start) / 1e9, (ran - filled) / (2.0 * entities));
        }
    }
}
