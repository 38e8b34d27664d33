package io.gpusched.views.text;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.Outcome;
import io.gpusched.application.recording.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Several ways to run one workload side by side, and beside what they are measured against.
 *
 * @param against what the baseline is, in a word or two: {@code recorded} or {@code as it is}
 * @param baseline how that went
 * @param trials the ways to run it, in the order in which they are shown
 * @param jobsPerFrame how many jobs make a frame, by client; rates of others are in jobs
 */
public record Comparison(String against, Outcome baseline, List<Trial> trials, Map<String, Integer> jobsPerFrame) {
    public Comparison {
        trials = List.copyOf(trials);
        jobsPerFrame = Collections.unmodifiableMap(new TreeMap<>(jobsPerFrame));
    }

    /** One way to run it, and how that went. */
    public record Trial(Variant variant, Outcome outcome) {}

    /**
     * Something that is measured, of one client or of all.
     *
     * @param client whose it is; empty if it is everybody's
     * @param name what it is, with its unit
     * @param moreIsBetter whether the largest value is the best, or the smallest
     * @param digits after the decimal point, for people; values that look the same are equally good
     * @param of returns it
     */
    public record Measure(String client, String name, boolean moreIsBetter, int digits, ToDoubleFunction<Outcome> of) {}

    /** Returns all that is measured, in the order in which it is shown. */
    public List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        for (int i = 0; i < baseline.clients().size(); i++) {
            addMeasures(i, all);
        }
        all.add(new Measure("", "fairness (Jain)", true, 3, Outcome::fairness));
        all.add(new Measure("", "longest latency, ms", false, 2, it -> it.longestLatencyNanos() / 1e6));
        return all;
    }

    private void addMeasures(int index, List<Measure> all) {
        String client = baseline.clients().get(index).name();
        int jobs = jobsPerFrame.getOrDefault(client, 1);
        String rate = jobsPerFrame.containsKey(client) ? "frames/s" : "jobs/s";
        all.add(measure(
                client, index, "latency p50, ms", false, it -> it.latency().p50() / 1e6));
        all.add(measure(
                client, index, "latency p99, ms", false, it -> it.latency().p99() / 1e6));
        all.add(measure(
                client, index, "latency max, ms", false, it -> it.latency().max() / 1e6));
        all.add(measure(client, index, rate, true, it -> it.jobsPerSecond() / jobs));
        all.add(measure(client, index, "GPU %", true, it -> it.gpuShare() * 100));
        boolean anyLeft = baseline.clients().get(index).left() > 0
                || trials.stream()
                        .anyMatch(each -> each.outcome().clients().get(index).left() > 0);
        if (anyLeft) {
            all.add(new Measure(
                    client, "left", false, 0, it -> it.clients().get(index).left()));
        }
    }

    private static Measure measure(
            String client, int index, String name, boolean moreIsBetter, ToDoubleFunction<ClientSummary> of) {
        return new Measure(
                client,
                name,
                moreIsBetter,
                2,
                it -> of.applyAsDouble(it.clients().get(index)));
    }

    /** Returns the values of a measure: the baseline's, then those of the trials. */
    public double[] values(Measure measure) {
        double[] values = new double[trials.size() + 1];
        values[0] = measure.of().applyAsDouble(baseline);
        for (int i = 0; i < trials.size(); i++) {
            values[i + 1] = measure.of().applyAsDouble(trials.get(i).outcome());
        }
        return values;
    }

    /** Tells which of the values of a measure are the best; none if all look the same. */
    public boolean[] best(Measure measure) {
        double[] values = values(measure);
        double scale = Math.pow(10, measure.digits());
        double best = measure.moreIsBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        boolean differ = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] * scale) / scale;
            best = measure.moreIsBetter() ? Math.max(best, values[i]) : Math.min(best, values[i]);
            differ |= values[i] != values[0];
        }
        boolean[] marks = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            marks[i] = differ && values[i] == best;
        }
        return marks;
    }
}
