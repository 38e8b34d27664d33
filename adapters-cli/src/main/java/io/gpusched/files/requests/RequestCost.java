package io.gpusched.files.requests;

import java.math.BigDecimal;

/**
 * How long a request occupies the hardware. Published traces hold no such times, or those of another machine, so a replay needs a model:
 * a + b for each token of input + c for each token of output, or the recorded time.
 *
 * @param fixedNanos a, in nanoseconds
 * @param perInputNanos b, in nanoseconds
 * @param perOutputNanos c, in nanoseconds
 * @param recorded whether the recorded time counts instead
 * @param slots how many requests the hardware works on at once, each as fast as alone; 1 for one after the other
 * @param tenants among how many clients requests without a tenant are dealt out in turn
 */
public record RequestCost(
        long fixedNanos, long perInputNanos, long perOutputNanos, boolean recorded, int slots, int tenants) {
    /** Returns how long a request takes, in nanoseconds. */
    long nanos(TraceRequest request) {
        return recorded
                ? request.recordedNanos()
                : fixedNanos + perInputNanos * request.input() + perOutputNanos * request.output();
    }

    /** Returns the model in words, for whoever reads results that rest on it. */
    public String words() {
        String time = recorded
                ? "as long as was recorded"
                : text(fixedNanos) + " + " + text(perInputNanos) + " for each token of input + " + text(perOutputNanos)
                        + " for each token of output";
        return "a request takes " + time + ", "
                + (slots == 1 ? "one after the other" : slots + " at once, each as fast as alone");
    }

    private static String text(long nanos) {
        return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + " ms";
    }
}
