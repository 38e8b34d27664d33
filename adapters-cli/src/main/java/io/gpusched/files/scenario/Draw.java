package io.gpusched.files.scenario;

import java.util.List;
import java.util.function.LongSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/** A time of a scenario that may be drawn: always the same, one of a list, or from a distribution. Nanoseconds. */
sealed interface Draw {
    /** Returns a source of times, in whole microseconds given in nanoseconds. */
    LongSupplier from(UniformRandomProvider random);

    /** The same each time. */
    record Constant(long nanos) implements Draw {
        @Override
        public LongSupplier from(UniformRandomProvider random) {
            return () -> nanos;
        }
    }

    /** One of some times, each as likely as the others. */
    record Empirical(List<Long> nanos) implements Draw {
        public Empirical {
            nanos = List.copyOf(nanos);
        }

        @Override
        public LongSupplier from(UniformRandomProvider random) {
            return () -> nanos.get(random.nextInt(nanos.size()));
        }
    }

    /** From a distribution of microseconds; what lies outside of the bounds, in nanoseconds, is moved to them. */
    record Distributed(ContinuousDistribution distribution, long minNanos, long maxNanos) implements Draw {
        @Override
        public LongSupplier from(UniformRandomProvider random) {
            ContinuousDistribution.Sampler sampler = distribution.createSampler(random);
            return () -> Math.clamp(Math.round(sampler.sample()) * 1_000, minNanos, maxNanos);
        }
    }
}
