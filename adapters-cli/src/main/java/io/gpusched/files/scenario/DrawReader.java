package io.gpusched.files.scenario;

import java.util.List;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads times that may be drawn. */
final class DrawReader {
    private static final double MICRO = 1_000;
    private final NodeProblems problems;

    DrawReader(NodeProblems problems) {
        this.problems = problems;
    }

    /** Reads the value of a key. */
    Draw read(Mapping mapping, FieldKey.Drawn key) {
        if (!mapping.has(key)) {
            return new Draw.Constant(Times.nanos(key.absent()).orElse(key.minNanos()));
        }
        Node value = mapping.node(key);
        if (value instanceof ScalarNode) {
            return new Draw.Constant(mapping.time(key, value, key.minNanos()));
        }
        return distribution(new Mapping(value, Schema.DISTRIBUTION, problems), key.minNanos());
    }

    private Draw distribution(Mapping mapping, long minNanos) {
        List<FieldKey> chosen = mapping.present(Schema.DISTRIBUTION.keys());
        if (chosen.size() != 1) {
            problems.add(
                    mapping.at(),
                    "a distribution is exactly one of " + String.join(", ", Schema.DISTRIBUTION.names()) + ", not "
                            + chosen.size() + " of them");
            return new Draw.Constant(minNanos);
        }
        FieldKey key = chosen.getFirst();
        if (key == Schema.UNIFORM) {
            return uniform(mapping.mapping(key, Schema.UNIFORM_KEYS), minNanos);
        } else if (key == Schema.EXPONENTIAL) {
            Mapping keys = mapping.mapping(key, Schema.EXPONENTIAL_KEYS);
            return cut(ExponentialDistribution.of(micros(keys, Schema.MEAN)), keys, minNanos);
        } else if (key == Schema.NORMAL) {
            Mapping keys = mapping.mapping(key, Schema.NORMAL_KEYS);
            double mean = micros(keys, Schema.MEAN);
            double deviation = micros(keys, Schema.DEVIATION);
            return cut(TruncatedNormalDistribution.of(mean, deviation, 0, Double.POSITIVE_INFINITY), keys, minNanos);
        } else if (key == Schema.LOGNORMAL) {
            Mapping keys = mapping.mapping(key, Schema.LOGNORMAL_KEYS);
            double mu = Math.log(micros(keys, Schema.MEDIAN));
            return cut(LogNormalDistribution.of(mu, keys.real(Schema.SIGMA)), keys, minNanos);
        } else if (key == Schema.PARETO) {
            Mapping keys = mapping.mapping(key, Schema.PARETO_KEYS);
            double least = micros(keys, Schema.LEAST);
            return cut(ParetoDistribution.of(least, keys.real(Schema.SHAPE)), keys, minNanos);
        }
        List<Long> times = mapping.items(key).stream()
                .map(each -> mapping.time(key, each, minNanos))
                .toList();
        return times.isEmpty() ? new Draw.Constant(minNanos) : new Draw.Empirical(times);
    }

    private Draw uniform(Mapping keys, long minNanos) {
        long from = keys.time(Schema.FROM, 0);
        long to = keys.time(Schema.TO, 1);
        if (from >= to) {
            if (keys.has(Schema.FROM) && keys.has(Schema.TO)) {
                problems.add(
                        keys.node(Schema.TO), "'to' is not later than 'from'; expected more than " + Times.text(from));
            }
            return new Draw.Constant(from);
        }
        return new Draw.Distributed(
                UniformContinuousDistribution.of(from / MICRO, to / MICRO), minNanos, FieldKey.MAX_NANOS);
    }

    private static Draw cut(ContinuousDistribution distribution, Mapping keys, long minNanos) {
        return new Draw.Distributed(
                distribution, minNanos, Math.max(keys.time(Schema.CUT, FieldKey.MAX_NANOS), minNanos));
    }

    private static double micros(Mapping keys, FieldKey.Time key) {
        return keys.time(key, key.minNanos()) / MICRO;
    }
}
