package io.gpusched.views.text;

import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.Latency;

/** The latency of a run in words, for the head of a report. */
public final class LatencyWords {
    private static final double MICRO = 1_000;

    private LatencyWords() {}

    /** Returns a sentence without its full stop, such as {@code latency: worker 30 us, completion 90 us, client 70 us}. */
    public static String of(Latency latency) {
        if (latency.isNone()) {
            return "latency: none";
        }
        return "latency: worker " + words(latency.worker()) + own(latency) + ", completion "
                + words(latency.completion()) + ", client " + words(latency.client());
    }

    private static String own(Latency latency) {
        StringBuilder text = new StringBuilder();
        latency.ownWorkers()
                .forEach((ring, delay) -> text.append(", worker of ring ")
                        .append(ring)
                        .append(' ')
                        .append(words(delay)));
        return text.toString();
    }

    private static String words(Delay delay) {
        return switch (delay) {
            case Delay.Constant constant -> constant.isNone() ? "none" : micros(constant.nanos()) + " us";
            case Delay.Uniform uniform -> micros(uniform.fromNanos()) + " to " + micros(uniform.toNanos()) + " us";
            case Delay.Quantiles quantiles ->
                "p50 " + micros(quantiles.at(0.5)) + " us, p99 " + micros(quantiles.at(0.99)) + " us";
            case Delay.Recorded recorded -> "as recorded (" + words(recorded.others()) + ")";
        };
    }

    private static String micros(long nanos) {
        double micros = nanos / MICRO;
        return micros == Math.rint(micros)
                ? Long.toString((long) micros)
                : Double.toString(Math.round(micros * 10) / 10.0);
    }
}
