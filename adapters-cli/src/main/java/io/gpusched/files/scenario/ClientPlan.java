package io.gpusched.files.scenario;

import io.gpusched.application.workload.WorkRequest;
import io.gpusched.domain.fence.Errno;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The plan of a client, what it submits and when, before any random value is drawn.
 *
 * @param at where it is described
 * @param copies how many entities do so, each on its own
 * @param start when its first round begins
 * @param pace what decides when the others begin
 * @param rounds how many rounds at most, or {@link #AS_MANY_AS_FIT}
 * @param jobs the jobs of a round, in order
 * @param faults what goes wrong; the first that meets a job counts
 */
record ClientPlan(Node at, int copies, Draw start, Pace pace, long rounds, List<JobPlan> jobs, List<FaultPlan> faults) {
    /** The number of rounds of a client that goes on until the end. */
    static final long AS_MANY_AS_FIT = Long.MAX_VALUE;

    ClientPlan {
        jobs = List.copyOf(jobs);
        faults = List.copyOf(faults);
    }

    /** What decides when the next round begins. */
    sealed interface Pace {
        /** A clock. */
        record Open(Draw every) implements Pace {}

        /** The end of the last job of the round before, and a pause. */
        record Closed(Draw pause) implements Pace {}
    }

    /**
     * Jobs of a round that are alike.
     *
     * @param count how many
     * @param duration how long each takes
     * @param credits how much of the ring each takes up
     * @param entities the entity of each copy of the client
     * @param afterJobs the places of the jobs of this round that each waits for
     * @param afterFences the fences that each waits for
     * @param request what else the client wants of each
     */
    record JobPlan(
            int count,
            Draw duration,
            int credits,
            List<Integer> entities,
            List<Integer> afterJobs,
            List<Integer> afterFences,
            WorkRequest request) {
        JobPlan {
            entities = List.copyOf(entities);
            afterJobs = List.copyOf(afterJobs);
            afterFences = List.copyOf(afterFences);
        }
    }

    /**
     * Something that goes wrong with some jobs.
     *
     * @param nth the number of the job that it meets, counted from 1 over all rounds, or 0
     * @param probability how likely it meets a job, if it is not for one of them
     * @param hangs how many runs of the job hang
     * @param runError the error with which the hardware refuses the job, or null
     * @param hardwareError the error with which the job ends, or null
     */
    record FaultPlan(
            long nth,
            double probability,
            int hangs,
            @Nullable Errno runError,
            @Nullable Errno hardwareError) {}
}
