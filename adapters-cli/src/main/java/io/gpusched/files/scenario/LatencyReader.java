package io.gpusched.files.scenario;

import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.Latency;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads how fast worker, hardware and clients react. */
final class LatencyReader {
    private static final String NONE = "none";
    private static final String USUAL = "usual";
    private static final int QUANTILES = 101;
    private static final long MICRO = 1_000;

    private final NodeProblems problems;

    LatencyReader(NodeProblems problems) {
        this.problems = problems;
    }

    /**
     * Reads the latency of a scenario.
     *
     * @param wakeUps what the script says of the worker, by its jobs
     * @param otherwise the latency if the scenario says nothing
     */
    Latency read(Mapping scenario, long seed, WakeUps wakeUps, Latency otherwise) {
        if (!scenario.has(Schema.LATENCY)) {
            return of(otherwise, Delay.none(), seed, wakeUps);
        }
        Node value = scenario.node(Schema.LATENCY);
        if (value instanceof ScalarNode word) {
            if (!word.getValue().equals(NONE) && !word.getValue().equals(USUAL)) {
                problems.add(
                        value,
                        "'latency' is '" + word.getValue() + "'; expected " + NONE + ", " + USUAL
                                + ", or a mapping with worker, step, completion and client");
            }
            return of(word.getValue().equals(NONE) ? Latency.NONE : Latency.USUAL, Delay.none(), seed, wakeUps);
        }
        Mapping parts = new Mapping(value, Schema.LATENCY_KEYS, problems);
        Latency latency = new Latency(
                delay(parts, Schema.WORKER), delay(parts, Schema.COMPLETION), delay(parts, Schema.CLIENT_DELAY), seed);
        return of(latency, delay(parts, Schema.STEP), seed, wakeUps);
    }

    private static Latency of(Latency latency, Delay step, long seed, WakeUps wakeUps) {
        Delay worker = step.isNone() && wakeUps.areNone()
                ? latency.worker()
                : new Delay.Recorded(
                        wakeUps.afterQueue(), wakeUps.afterDone(), wakeUps.afterRun(), latency.worker(), step);
        return new Latency(worker, latency.completion(), latency.client(), seed);
    }

    /**
     * What the lines of a script say of the worker.
     *
     * @param afterQueue how long it took to wake up after a job was queued, by the number of the job
     * @param afterDone how long after a job was done
     * @param afterRun how long it was busy after it gave a job to the hardware
     */
    record WakeUps(Map<Long, Long> afterQueue, Map<Long, Long> afterDone, Map<Long, Long> afterRun) {
        boolean areNone() {
            return afterQueue.isEmpty() && afterDone.isEmpty() && afterRun.isEmpty();
        }
    }

    /** Reads a delay. */
    Delay delay(Mapping parts, FieldKey.Drawn key) {
        return switch (new DrawReader(problems).read(parts, key)) {
            case Draw.Constant constant -> Delay.of(constant.nanos());
            case Draw.Empirical list ->
                new Delay.Quantiles(
                        list.nanos().stream().mapToLong(Long::longValue).toArray());
            case Draw.Distributed drawn -> distributed(drawn);
        };
    }

    /** Other distributions are known by their quantiles, without the extreme ones, which may be infinite. */
    private static Delay distributed(Draw.Distributed drawn) {
        if (drawn.distribution() instanceof UniformContinuousDistribution uniform) {
            return new Delay.Uniform(
                    Math.round(uniform.getSupportLowerBound()) * MICRO,
                    Math.round(uniform.getSupportUpperBound()) * MICRO);
        }
        return new Delay.Quantiles(IntStream.range(0, QUANTILES)
                .mapToDouble(i -> drawn.distribution().inverseCumulativeProbability((i + 0.5) / QUANTILES))
                .mapToLong(micros -> Math.clamp(Math.round(micros) * MICRO, drawn.minNanos(), drawn.maxNanos()))
                .toArray());
    }
}
