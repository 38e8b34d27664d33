package io.gpusched.application.workload;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A time that passes before something happens: always the same, or drawn from a distribution. Nanoseconds, not negative. */
public sealed interface Delay {
    /** No time at all. */
    Delay NONE = new Constant(0);

    /** Returns the delay of the given nanoseconds, each time. */
    static Delay of(long nanos) {
        return nanos == 0 ? NONE : new Constant(nanos);
    }

    /** Draws one. */
    long nanos(RandomGenerator random);

    /** Returns the same delay, made longer or shorter. */
    Delay times(double factor);

    /** Tells whether no time ever passes. */
    default boolean isNone() {
        return equals(NONE);
    }

    /** The same each time. */
    record Constant(long nanos) implements Delay {
        public Constant {
            requireNotNegative(nanos);
        }

        @Override
        public long nanos(RandomGenerator random) {
            return nanos;
        }

        @Override
        public Delay times(double factor) {
            return of(Math.round(nanos * factor));
        }
    }

    /** Each time between two others is equally likely. */
    record Uniform(long fromNanos, long toNanos) implements Delay {
        public Uniform {
            requireNotNegative(fromNanos);
            if (toNanos <= fromNanos) {
                throw new IllegalArgumentException(
                        "a range ends after its beginning, not at " + toNanos + " ns after " + fromNanos + " ns");
            }
        }

        @Override
        public long nanos(RandomGenerator random) {
            return random.nextLong(fromNanos, toNanos + 1);
        }

        @Override
        public Delay times(double factor) {
            long from = Math.round(fromNanos * factor);
            long to = Math.round(toNanos * factor);
            return from == to ? of(from) : new Uniform(from, to);
        }
    }

    /**
     * As often as it was measured: the quantiles of a distribution, evenly spaced from its least value to its largest; between two of them all
     * times are equally likely.
     */
    final class Quantiles implements Delay {
        private final long[] sorted;

        /**
         * Makes the distribution of some measured times.
         *
         * @param nanos at least one; any order
         */
        public Quantiles(long... nanos) {
            if (nanos.length == 0) {
                throw new IllegalArgumentException("a distribution has at least one value");
            }
            sorted = nanos.clone();
            Arrays.sort(sorted);
            requireNotNegative(sorted[0]);
        }

        @Override
        public long nanos(RandomGenerator random) {
            return at(random.nextDouble());
        }

        /** Returns the value that the given share of all values does not exceed, 0 to 1. */
        public long at(double share) {
            double place = share * (sorted.length - 1);
            int below = (int) place;
            if (below >= sorted.length - 1) {
                return sorted[sorted.length - 1];
            }
            return sorted[below] + Math.round((sorted[below + 1] - sorted[below]) * (place - below));
        }

        /** Returns the values, the least first. */
        public long[] values() {
            return sorted.clone();
        }

        @Override
        public Delay times(double factor) {
            long[] scaled =
                    Arrays.stream(sorted).map(each -> Math.round(each * factor)).toArray();
            return scaled[scaled.length - 1] == 0 ? NONE : new Quantiles(scaled);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Quantiles that && Arrays.equals(sorted, that.sorted);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sorted);
        }

        @Override
        public String toString() {
            return "Quantiles" + Arrays.toString(sorted);
        }
    }

    /**
     * As it was recorded of each job, and drawn where the recording does not show it.
     *
     * @param afterQueue how long after the queueing of a job, by its id, the worker had been woken
     * @param afterDone how long after the end of a job, by its id, the worker had been woken
     * @param afterRun how long the worker was busy after it had given a job, by its id, to the hardware, until it could do so with the next
     * @param others the delay of all other wake-ups
     * @param steps how long the worker is busy after any other job that it gives to the hardware
     */
    record Recorded(
            Map<Long, Long> afterQueue, Map<Long, Long> afterDone, Map<Long, Long> afterRun, Delay others, Delay steps)
            implements Delay {
        public Recorded {
            afterQueue = Collections.unmodifiableMap(new TreeMap<>(afterQueue));
            afterDone = Collections.unmodifiableMap(new TreeMap<>(afterDone));
            afterRun = Collections.unmodifiableMap(new TreeMap<>(afterRun));
            Objects.requireNonNull(others, "what is not recorded is drawn");
        }

        @Override
        public long nanos(RandomGenerator random) {
            return others.nanos(random);
        }

        @Override
        public Delay times(double factor) {
            return new Recorded(
                    scaled(afterQueue, factor),
                    scaled(afterDone, factor),
                    scaled(afterRun, factor),
                    others.times(factor),
                    steps.times(factor));
        }

        private static Map<Long, Long> scaled(Map<Long, Long> recorded, double factor) {
            Map<Long, Long> scaled = new TreeMap<>();
            recorded.forEach((job, nanos) -> scaled.put(job, Math.round(nanos * factor)));
            return scaled;
        }
    }

    private static void requireNotNegative(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a delay is not negative, as " + nanos + " ns is");
        }
    }
}
