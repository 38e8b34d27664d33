package io.gpusched.application.insight;

import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One number that a run is measured by, such as {@code p99(compositor)}.
 *
 * @param quantity what is measured
 * @param permille for {@link Quantity#LATENCY} and {@link Quantity#WAIT}: which percentile, in thousandths, or {@link #MEAN} or {@link #MAX}
 * @param client whose jobs count; empty for those of all clients
 */
public record RunMeasure(Quantity quantity, int permille, String client) {
    /** The {@link #permille} that stands for the mean. */
    public static final int MEAN = -1;

    /** The {@link #permille} that stands for the longest. */
    public static final int MAX = 1_000;

    /** What a measure looks like, for messages. */
    public static final String EXPECTED =
            "mean, p50, p90, p95, p99, p999 or max (of the latency), wait.mean, wait.p99 and so on, throughput, share, failed, each with "
                    + "or without the name of a client in parentheses, or fairness; as in p99(compositor)";

    private static final double NANOS_OF_MILLI = 1e6;
    private static final Pattern FORM = Pattern.compile("(?:(latency|wait)\\.)?(\\w+)(?:\\(([^()]+)\\))?");
    private static final List<Map.Entry<String, Integer>> STATISTICS = List.of(
            Map.entry("mean", MEAN),
            Map.entry("p50", 500),
            Map.entry("p90", 900),
            Map.entry("p95", 950),
            Map.entry("p99", 990),
            Map.entry("p999", 999),
            Map.entry("max", MAX));

    /** What can be measured. */
    public enum Quantity {
        /** From queued to done, in milliseconds. */
        LATENCY("ms", false),
        /** From queued to start, in milliseconds. */
        WAIT("ms", false),
        /** Jobs that ended without an error, for each second. */
        THROUGHPUT("jobs/s", true),
        /** The part of the time in which the jobs were running on a ring; 1 is all of one ring. */
        SHARE("of a ring", true),
        /** The part of the jobs that ended with an error, 0 to 1. */
        FAILED("of the jobs", false),
        /** Jain's index of the clients' GPU time: 1 if all had the same. */
        FAIRNESS("index", true);

        private final String unit;
        private final boolean moreIsBetter;

        Quantity(String unit, boolean moreIsBetter) {
            this.unit = unit;
            this.moreIsBetter = moreIsBetter;
        }

        /** Returns the unit of its values. */
        public String unit() {
            return unit;
        }

        /** Tells whether a larger value is better. */
        public boolean moreIsBetter() {
            return moreIsBetter;
        }
    }

    /** Reads a measure as {@link #name} writes it; returns null if the text is none. */
    public static @Nullable RunMeasure of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return null;
        }
        String word = form.group(2);
        String client = form.group(3) == null ? "" : form.group(3).strip();
        for (Map.Entry<String, Integer> statistic : STATISTICS) {
            if (statistic.getKey().equals(word)) {
                Quantity time = "wait".equals(form.group(1)) ? Quantity.WAIT : Quantity.LATENCY;
                return new RunMeasure(time, statistic.getValue(), client);
            }
        }
        if (form.group(1) != null) {
            return null;
        }
        return switch (word) {
            case "throughput" -> new RunMeasure(Quantity.THROUGHPUT, MEAN, client);
            case "share" -> new RunMeasure(Quantity.SHARE, MEAN, client);
            case "failed" -> new RunMeasure(Quantity.FAILED, MEAN, client);
            case "fairness" -> client.isEmpty() ? new RunMeasure(Quantity.FAIRNESS, MEAN, "") : null;
            default -> null;
        };
    }

    /** Returns how a person writes it, such as {@code wait.p99(game)}. */
    public String name() {
        String what = switch (quantity) {
            case LATENCY -> statistic();
            case WAIT -> "wait." + statistic();
            case THROUGHPUT, SHARE, FAILED, FAIRNESS -> quantity.name().toLowerCase(Locale.ROOT);
        };
        return client.isEmpty() ? what : what + "(" + client + ")";
    }

    private String statistic() {
        return STATISTICS.stream()
                .filter(each -> each.getValue() == permille)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Measures a run. A job that the ring was not done with when the run ended counts with the time that it had taken by then, so that a
     * client that gets nothing does not look well.
     *
     * @param jobs the jobs that count
     * @param clientOfEntity the name of the client of each entity, by id
     * @param fromNanos from when on the run is measured; jobs that were queued before are left out
     * @param endNanos the end of the run
     * @return the value in the unit of the quantity; NaN if the client had no job
     */
    public double of(List<JobTimes> jobs, List<String> clientOfEntity, long fromNanos, long endNanos) {
        List<JobTimes> counted = new ArrayList<>();
        for (JobTimes each : jobs) {
            if (each.queuedNanos() >= fromNanos
                    && (client.isEmpty() || clientOfEntity.get(each.entity()).equals(client))) {
                counted.add(each);
            }
        }
        double seconds = Math.max(endNanos - fromNanos, 1) / 1e9;
        return switch (quantity) {
            case LATENCY ->
                statistic(counted.stream()
                        .mapToLong(each -> latency(each, endNanos))
                        .toArray());
            case WAIT ->
                statistic(counted.stream()
                        .mapToLong(each -> waiting(each, endNanos))
                        .toArray());
            case THROUGHPUT -> counted.stream().filter(JobTimes::isWell).count() / seconds;
            case SHARE -> busy(jobs, clientOfEntity, client, fromNanos, endNanos) / (seconds * 1e9);
            case FAILED -> counted.stream().filter(each -> each.error() != null).count() / (double) counted.size();
            case FAIRNESS ->
                RunOutcome.jain(counted.stream()
                        .map(each -> clientOfEntity.get(each.entity()))
                        .distinct()
                        .sorted()
                        .mapToDouble(name -> busy(jobs, clientOfEntity, name, fromNanos, endNanos))
                        .toArray());
        };
    }

    private static long latency(JobTimes job, long endNanos) {
        long end = job.isDone() ? job.doneNanos() : job.isFinished() ? job.finishedNanos() : endNanos;
        return Math.max(0, end - job.queuedNanos());
    }

    private static long waiting(JobTimes job, long endNanos) {
        return job.startNanos() == Nanos.NEVER ? latency(job, endNanos) : job.startNanos() - job.queuedNanos();
    }

    /** The time on the ring counts from when the measured part begins, whenever the job was queued. */
    private static double busy(
            List<JobTimes> jobs, List<String> clientOfEntity, String client, long fromNanos, long endNanos) {
        double busy = 0;
        for (JobTimes each : jobs) {
            if (each.hasStarted()
                    && (client.isEmpty() || clientOfEntity.get(each.entity()).equals(client))) {
                busy += Math.max(
                        0, Math.min(each.busyUntilNanos(endNanos), endNanos) - Math.max(each.startNanos(), fromNanos));
            }
        }
        return busy;
    }

    private double statistic(long[] nanos) {
        if (nanos.length == 0) {
            return Double.NaN;
        }
        if (permille == MEAN) {
            double sum = 0;
            for (long each : nanos) {
                sum += each;
            }
            return sum / nanos.length / NANOS_OF_MILLI;
        }
        Arrays.sort(nanos);
        int index = (int) Math.min((long) permille * nanos.length / 1_000, nanos.length - 1L);
        return nanos[index] / NANOS_OF_MILLI;
    }
}
