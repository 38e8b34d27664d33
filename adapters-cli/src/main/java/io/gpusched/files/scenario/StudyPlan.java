package io.gpusched.files.scenario;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.requests.RequestCost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study as its file describes it: which workloads are played, under which settings, and what is measured how often.
 *
 * @param sources what is played
 * @param policies the policies; empty for those of each workload
 * @param credits the credit limits of all rings; empty for those of each workload
 * @param rings how many rings stand in the place of each
 * @param speeds how fast the hardware is, in percent
 * @param weights the weights of clients that are varied
 * @param priorities the priorities of clients that are varied
 * @param measures what is measured in each run, at least one
 * @param seed the seed of the study, not negative
 * @param commonRandomNumbers whether all settings play the same draws in a replication
 * @param warmUpNanos how much of each run is left out at its beginning
 * @param effort how often each setting is played
 * @param stop when fewer replications are enough; null if never
 */
public record StudyPlan(
        List<Source> sources,
        List<Policy> policies,
        List<Integer> credits,
        List<Integer> rings,
        List<Integer> speeds,
        List<Varied<Integer>> weights,
        List<Varied<Priority>> priorities,
        List<RunMeasure> measures,
        long seed,
        boolean commonRandomNumbers,
        long warmUpNanos,
        Effort effort,
        @Nullable StopRule stop) {
    public StudyPlan {
        sources = List.copyOf(sources);
        policies = List.copyOf(policies);
        credits = List.copyOf(credits);
        rings = List.copyOf(rings);
        speeds = List.copyOf(speeds);
        weights = List.copyOf(weights);
        priorities = List.copyOf(priorities);
        measures = List.copyOf(measures);
    }

    /**
     * Something to play.
     *
     * @param name its name in the results, unique
     * @param file where it is, relative to the file of the study
     * @param line where the study names it, counted from 1
     * @param column where the study names it, counted from 1
     * @param cost how long a request takes, if they are requests; null for other workloads
     * @param resampleNanos how long the blocks of requests are that each replication draws; 0 to play the requests as they are
     */
    public record Source(
            String name,
            String file,
            int line,
            int column,
            @Nullable RequestCost cost,
            long resampleNanos) {}

    /**
     * A property of a client with the values that it takes in turn.
     *
     * @param client the name of the client
     * @param values its values, the first of the baseline
     */
    public record Varied<T>(String client, List<T> values) {
        public Varied {
            values = List.copyOf(values);
        }
    }

    /**
     * How often each setting is played.
     *
     * @param atLeast the fewest replications, at least 2
     * @param atMost the most
     * @param step how many more follow until the stop rule is asked again
     * @param inShard how many of them are one shard
     */
    public record Effort(int atLeast, int atMost, int step, int inShard) {}

    /**
     * When the intervals are narrow enough.
     *
     * @param measure the measure that decides
     * @param halfWidthPercent the widest half of an interval, in percent of the mean
     */
    public record StopRule(RunMeasure measure, double halfWidthPercent) {}
}
