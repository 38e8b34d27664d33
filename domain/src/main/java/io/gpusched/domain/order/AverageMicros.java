package io.gpusched.domain.order;

/**
 * An exponentially weighted moving average of job durations, in whole microseconds, with a weight of one quarter for the newest.
 *
 * <p>Two quirks of the kernel's macro are kept, since fair decisions depend on them: the average starts afresh whenever its
 * internal value is zero, and a negative duration is taken as a huge unsigned number.
 *
 * @kernel DECLARE_EWMA(drm_sched_avgtime, 6, 4)
 */
public final class AverageMicros {
    private static final int PRECISION_BITS = 6;
    private static final int WEIGHT_BITS = 2;

    private long scaled;

    /**
     * Adds one duration.
     *
     * @param micros microseconds, as unsigned 64 bits
     */
    public void add(long micros) {
        long value = micros << PRECISION_BITS;
        scaled = scaled == 0 ? value : ((scaled << WEIGHT_BITS) - scaled + value) >>> WEIGHT_BITS;
    }

    /** Returns the average in 1/64 microseconds, as it is kept. */
    public long scaled() {
        return scaled;
    }

    /** Returns the average in whole microseconds, never negative. */
    public long micros() {
        return scaled >>> PRECISION_BITS;
    }
}
