package io.gpusched.cli.sweep;

import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean with its 95 % confidence interval, from independent replications: Student's t with one degree of freedom fewer than there are
 * replications. The distribution, the mean and the variance are those of Apache Commons Statistics.
 *
 * @param count how many replications had a value
 * @param mean their mean; NaN if there are none
 * @param halfWidth half the width of the interval; NaN if there are fewer than two
 */
public record Estimate(long count, double mean, double halfWidth) {
    /** How sure the intervals are: the mean lies within 95 of 100 of them. */
    public static final double CONFIDENCE = 0.95;

    /** Gathers the values of replications one after the other; in the same order they give the same estimate to the last bit. */
    static final class Gathered {
        private final Mean mean = Mean.create();
        private final Variance variance = Variance.create();
        private long count;

        void add(double value) {
            if (!Double.isNaN(value)) {
                mean.accept(value);
                variance.accept(value);
                count++;
            }
        }

        Estimate estimate() {
            if (count < 2) {
                return new Estimate(count, mean.getAsDouble(), Double.NaN);
            }
            double quantile = TDistribution.of(count - 1.0).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
            return new Estimate(count, mean.getAsDouble(), quantile * Math.sqrt(variance.getAsDouble() / count));
        }
    }

    /** Returns the lower end of the interval. */
    public double low() {
        return mean - halfWidth;
    }

    /** Returns the upper end of the interval. */
    public double high() {
        return mean + halfWidth;
    }

    /** Returns half the width of the interval in percent of the mean; NaN if there is no interval. */
    public double halfWidthPercent() {
        return halfWidth == 0 ? 0 : 100 * halfWidth / Math.abs(mean);
    }

    /** Tells whether the interval has a value in it. */
    public boolean contains(double value) {
        return low() <= value && value <= high();
    }

    /** Tells whether the interval of a difference leaves out 0, so that there is one at the 5 % level. */
    public boolean isDifference() {
        return halfWidth >= 0 && !contains(0);
    }
}
