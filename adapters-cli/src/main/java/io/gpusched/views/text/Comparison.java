package io.gpusched.views.text;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.RingLoad;
import io.gpusched.application.insight.RunOutcome;
import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Latency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several ways to run one workload, compared with a baseline.
 *
 * @param against what the baseline is, in a word or two: {@code replayed} or {@code as it is}
 * @param baseline how that went
 * @param trials the ways to run it, in the order in which they are shown
 * @param jobsPerFrame how many jobs make a frame, by client; rates of others are in jobs
 * @param recorded how it went when it was recorded, or null for what was never recorded. By how much the baseline differs from it is the error
 *     of the replay
 * @param context what else is known, or null
 */
public record Comparison(
        String against,
        RunOutcome baseline,
        List<Trial> trials,
        Map<String, Integer> jobsPerFrame,
        @Nullable RunOutcome recorded,
        @Nullable Context context) {
    /** Another latency has another best setting only if that is better by more than this share. */
    private static final double NOTABLE = 0.01;

    public Comparison {
        trials = List.copyOf(trials);
        jobsPerFrame = Collections.unmodifiableMap(new TreeMap<>(jobsPerFrame));
    }

    /** A comparison without a repetition at other latencies. */
    public Comparison(String against, RunOutcome baseline, List<Trial> trials, Map<String, Integer> jobsPerFrame) {
        this(against, baseline, trials, jobsPerFrame, null, null);
    }

    /**
     * What the answers hang on.
     *
     * @param latency the latency of all runs
     * @param loads how near to full the rings are in the baseline
     * @param reruns the same runs at another latency; none if there is no latency
     */
    public record Context(Latency latency, List<RingLoad> loads, List<Rerun> reruns) {
        public Context {
            loads = List.copyOf(loads);
            reruns = List.copyOf(reruns);
        }
    }

    /**
     * The same runs at another latency.
     *
     * @param times so many times the latency
     * @param outcomes how they went: the baseline's, then those of the trials
     */
    public record Rerun(double times, List<RunOutcome> outcomes) {
        public Rerun {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** One way to run it, and how that went. */
    public record Trial(Variant variant, RunOutcome outcome) {}

    /**
     * Something that is measured, of one client or of all.
     *
     * @param client whose it is; empty if it is everybody's
     * @param name what it is, with its unit
     * @param moreIsBetter whether the largest value is the best, or the smallest
     * @param digits after the decimal point, for people; values that look the same are equally good
     * @param of returns it
     */
    public record Measure(
            String client, String name, boolean moreIsBetter, int digits, ToDoubleFunction<RunOutcome> of) {}

    /** Returns all that is measured, in the order in which it is shown. */
    public List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        for (int i = 0; i < baseline.clients().size(); i++) {
            addMeasures(i, all);
        }
        all.add(new Measure("", "fairness (Jain)", true, 3, RunOutcome::fairness));
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

    /** Returns by how much the replay differs from the recording; 0 for what was never recorded. */
    public double error(Measure measure) {
        return recorded == null
                ? 0
                : Math.abs(measure.of().applyAsDouble(recorded) - measure.of().applyAsDouble(baseline));
    }

    /** Tells whether a value differs from the baseline by no more than the replay does from the recording. */
    boolean isWithinError(Measure measure, double value) {
        return recorded != null && Math.abs(value - measure.of().applyAsDouble(baseline)) <= error(measure);
    }

    /** Tells whether no setting changes anything by more than the error of the replay. */
    boolean nothingMatters() {
        for (Measure measure : measures()) {
            double[] values = rounded(measure, values(measure));
            for (double each : values) {
                if (Math.abs(each - values[0]) > error(measure)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Tells which of the values of a measure are the best; none if all look the same. Values that differ by less than the error of the replay
     * are equally good.
     */
    public boolean[] best(Measure measure) {
        double[] values = rounded(measure, values(measure));
        double best = best(measure, values);
        boolean[] marks = new boolean[values.length];
        boolean differ = false;
        for (int i = 0; i < values.length; i++) {
            marks[i] = Math.abs(values[i] - best) <= error(measure);
            differ |= !marks[i];
        }
        return differ ? marks : new boolean[values.length];
    }

    private static double best(Measure measure, double[] values) {
        return measure.moreIsBetter()
                ? Arrays.stream(values).max().orElse(0)
                : Arrays.stream(values).min().orElse(0);
    }

    private static double[] rounded(Measure measure, double[] values) {
        double scale = Math.pow(10, measure.digits());
        return Arrays.stream(values)
                .map(each -> Math.round(each * scale) / scale)
                .toArray();
    }

    /** Tells whether another setting is the best of a measure at one of the other latencies, and better by more than a trifle. */
    boolean flips(Measure measure) {
        boolean[] marks = best(measure);
        return context != null && context.reruns().stream().anyMatch(each -> isElsewhere(measure, marks, each));
    }

    private boolean isElsewhere(Measure measure, boolean[] marks, Rerun rerun) {
        double[] values = rounded(
                measure, rerun.outcomes().stream().mapToDouble(measure.of()).toArray());
        double best = best(measure, values);
        double tolerance = Math.max(error(measure), Math.abs(best) * NOTABLE);
        boolean anyMarked = false;
        for (int i = 0; i < values.length; i++) {
            anyMarked |= marks[i];
            if (marks[i] && Math.abs(values[i] - best) <= tolerance) {
                return false;
            }
        }
        return anyMarked;
    }
}
