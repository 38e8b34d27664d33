package io.gpusched.cli.demo;

import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.Latency;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The figures of a running Linux with the demo's workload under one setting.
 *
 * @param policy the label of the policy
 * @param inFlight how many jobs may be in flight
 * @param training the priority of the training job, in small letters
 * @param p50 the median of the compositor's waits in milliseconds
 * @param p99 their 99th percentile in milliseconds
 * @param late the share of late frames in percent
 */
public record KernelFigures(String policy, int inFlight, String training, Range p50, Range p99, Range late) {
    private static final String TABLE = "linux-7.3.4.txt";
    private static final String LATENCY = "linux-7.3.4-latency.txt";
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long SEED = 1;

    /**
     * The least and the largest value of several recordings.
     *
     * @param text both as they are written down, or one of them if they are the same
     */
    public record Range(double least, double largest, String text) {
        /** Returns how far the two are apart, as a share of their mean. */
        public double distance() {
            return 2 * (largest - least) / (largest + least);
        }

        private static Range read(String word) {
            int dash = word.indexOf('-');
            double least = Double.parseDouble(word.substring(0, dash));
            double largest = Double.parseDouble(word.substring(dash + 1));
            return new Range(least, largest, least == largest ? word.substring(0, dash) : word);
        }
    }

    /** Returns the number of the setting in the names of its recordings. */
    public String number() {
        return inFlight == 1 ? "01" : training.equals("low") ? "03" : "02";
    }

    /** Returns the figures of all settings. */
    public static List<KernelFigures> all() {
        return lines(TABLE).stream()
                .map(words -> new KernelFigures(
                        words[0],
                        Integer.parseInt(words[1]),
                        words[2],
                        Range.read(words[3]),
                        Range.read(words[4]),
                        Range.read(words[5])))
                .toList();
    }

    /** Returns the latency of the machine that these figures come from. */
    public static Latency latency() {
        Map<String, Delay> parts = new TreeMap<>();
        for (String[] words : lines(LATENCY)) {
            long[] nanos = Arrays.stream(words)
                    .skip(1)
                    .mapToLong(word -> Long.parseLong(word) * NANOS_PER_MICRO)
                    .toArray();
            parts.put(words[0], new Delay.Quantiles(nanos));
        }
        return new Latency(
                parts.getOrDefault("worker", Delay.none()),
                parts.getOrDefault("completion", Delay.none()),
                parts.getOrDefault("client", Delay.none()),
                SEED);
    }

    /** Returns the words of each line of a table. */
    private static List<String[]> lines(String name) {
        try (InputStream stream = Objects.requireNonNull(KernelFigures.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static KernelFigures of(Policy policy, int inFlight, Priority training) {
        return all().stream()
                .filter(each -> each.policy().equals(policy.label())
                        && each.inFlight() == inFlight
                        && each.training().equals(Labels.of(training)))
                .findFirst()
                .orElseThrow();
    }
}
