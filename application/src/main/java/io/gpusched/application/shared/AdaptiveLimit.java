package io.gpusched.application.shared;

/**
 * Finds how much a backend can work on at once, from how long calls take and whether they fail: additive increase, multiplicative decrease.
 *
 * <p>Samples come in windows as long as the limit. At the end of a window:
 *
 * <ul>
 *   <li>If a call of it failed, or its mean latency was more than {@code tolerance} times the reference, the limit is multiplied by
 *       {@code backOff}.
 *   <li>Else, if the limit was reached in the window, it grows by 1. A limit that nobody reaches says nothing about the backend, and stays.
 * </ul>
 *
 * <p>AIMD, and not a gradient of latencies, for three reasons. Of several limiters on one backend it is the rule that converges to equal
 * shares (Chiu and Jain, 1989). It needs no square root and no smoothing factor that must fit the backend. And a failure, which is what remote
 * services answer when they are full, has an effect at once. The price is a limit that moves up and down like a saw.
 *
 * <p>The reference is the latency of a backend that is not full. It falls to the least mean that a window has. A backend may become slower for
 * good, so every 100 windows the limit is halved for four windows, and the mean of the last is the new reference. Without that probe the
 * reference could only be measured under load, would rise with the limit, and the limit with it.
 *
 * <p>Not thread-safe: a device calls it on its writer.
 */
public final class AdaptiveLimit {
    private static final int WINDOWS_BETWEEN_PROBES = 100;
    private static final int WINDOWS_OF_A_PROBE = 4;

    private final Settings settings;
    private double limit;
    private int samples;
    private long sumNanos;
    private boolean failed;
    private boolean reached;
    private int windowsUntilProbe = WINDOWS_BETWEEN_PROBES;
    private int probeWindowsLeft;
    private double limitAfterProbe;
    private double referenceNanos = Double.MAX_VALUE;

    /**
     * What the limit may be and how it moves.
     *
     * @param least the least limit, at least 1
     * @param most the greatest limit, not less than the least
     * @param tolerance how many times the least latency is too much, more than 1
     * @param backOff what the limit is multiplied by then, more than 0 and less than 1
     */
    public record Settings(int least, int most, double tolerance, double backOff) {
        public Settings {
            if (least < 1 || most < least) {
                throw new IllegalArgumentException(
                        "a limit is at least 1 and the greatest not less than the least: " + least + " to " + most);
            }
            if (!(tolerance > 1)) {
                throw new IllegalArgumentException("a tolerance is more than 1, not " + tolerance);
            }
            if (!(backOff > 0 && backOff < 1)) {
                throw new IllegalArgumentException("a limit backs off by a factor from 0 to 1, not " + backOff);
            }
        }

        /** Usual settings: twice the least latency is too much, and the limit then falls by a tenth. */
        public static Settings between(int least, int most) {
            return new Settings(least, most, 2, 0.9);
        }
    }

    /**
     * Begins with a limit.
     *
     * @param initial from the least to the greatest limit of the settings
     */
    public AdaptiveLimit(Settings settings, int initial) {
        if (initial < settings.least || initial > settings.most) {
            throw new IllegalArgumentException(
                    "a limit from " + settings.least + " to " + settings.most + " does not begin with " + initial);
        }
        this.settings = settings;
        this.limit = initial;
    }

    /** Returns the limit now. */
    public int limit() {
        return (int) limit;
    }

    /**
     * Takes note of a call that has ended.
     *
     * @param nanos how long it took, in nanoseconds
     * @param failure whether it failed in a way that may mean overload
     * @param inFlight how much was under way just before it ended
     * @return the limit from now on
     */
    public int ended(long nanos, boolean failure, int inFlight) {
        samples++;
        sumNanos += nanos;
        failed |= failure;
        reached |= inFlight >= limit();
        if (samples >= limit()) {
            endWindow((double) sumNanos / samples);
        }
        return limit();
    }

    private void endWindow(double meanNanos) {
        if (probeWindowsLeft > 0) {
            endProbeWindow(meanNanos);
        } else {
            if (!failed) {
                referenceNanos = Math.min(referenceNanos, meanNanos);
            }
            if (failed || meanNanos > settings.tolerance * referenceNanos) {
                limit = Math.max(settings.least, limit * settings.backOff);
            } else if (reached) {
                limit = Math.min(settings.most, Math.floor(limit) + 1);
            }
            if (--windowsUntilProbe == 0) {
                windowsUntilProbe = WINDOWS_BETWEEN_PROBES;
                probeWindowsLeft = WINDOWS_OF_A_PROBE;
                limitAfterProbe = limit;
                limit = Math.max(settings.least, limit / 2);
            }
        }
        samples = 0;
        sumNanos = 0;
        failed = false;
        reached = false;
    }

    /** The calls of the first windows began before the limit was halved, or while more than that was under way; those of the last count. */
    private void endProbeWindow(double meanNanos) {
        if (--probeWindowsLeft == 0) {
            if (!failed) {
                referenceNanos = meanNanos;
            }
            limit = limitAfterProbe;
        }
    }
}
