package io.gpusched.cli.study;

import io.gpusched.application.fidelity.Fidelity;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.study.Prediction.Source;
import io.gpusched.cli.study.PrintedResults.Figure;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.views.text.Table;
import io.gpusched.views.text.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a folder of recordings of the kernel's tests to the test: each is replayed under its own policy, and each predicts what the recordings
 * of the same test under the other policies show.
 */
public final class PredictionStudy {
    private static final Pattern FILE = Pattern.compile("(.+)\\.(rr|fifo|fair)\\.txt(?:\\.\\w+)?");
    private static final Pattern NUMBERED = Pattern.compile("(\\w+\\.\\d\\d).*");
    private final PrintedResults results;
    private final Map<String, List<Source>> tests = new TreeMap<>();

    /** Makes the study; {@code results} in the folder tells how far recordings of one test are apart. */
    public PredictionStudy(Path folder) {
        this.results = PrintedResults.read(folder.resolve("results"));
    }

    /** Returns the policy that a recording was made under, by the name of its file; nothing if that is no recording of a known test. */
    public static Optional<Policy> policyOf(String file) {
        Matcher name = FILE.matcher(file);
        if (!name.matches() || KernelTest.of(file).isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(Policies.of(name.group(2)));
    }

    /** Adds a recording whose policy {@link #policyOf} knows. */
    public void add(String file, Policy policy, Recording recording) {
        Matcher name = FILE.matcher(file);
        if (name.matches() && !recording.jobs().isEmpty()) {
            tests.computeIfAbsent(name.group(1), each -> new ArrayList<>()).add(new Source(policy, recording));
        }
    }

    /** Returns the tables: the replays, then the predictions, then what is not as near as was asked for. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(replays());
        List<Prediction> predictions = new ArrayList<>();
        tests.forEach((name, sources) -> {
            KernelTest test = KernelTest.of(name).orElseThrow();
            for (Source from : sources) {
                for (Source to : sources) {
                    if (from != to) {
                        predictions.addAll(Prediction.of(name, test, from, to, results));
                    }
                }
            }
        });
        if (!predictions.isEmpty()) {
            lines.add("");
            lines.addAll(table(predictions));
            lines.add("");
            lines.addAll(misses(predictions));
        }
        return lines;
    }

    private List<String> replays() {
        Table table = new Table(List.of(
                "replayed under its own policy",
                "policy",
                "jobs",
                "in order",
                "pairs, %",
                "latency error p50, ms",
                "p99, ms"));
        int same = 0;
        int all = 0;
        for (Map.Entry<String, List<Source>> each : tests.entrySet()) {
            KernelTest test = KernelTest.of(each.getKey()).orElseThrow();
            for (Source source : each.getValue()) {
                Fidelity fidelity = fidelity(test, source);
                all++;
                same += fidelity.isSameOrder() ? 1 : 0;
                Fidelity.Waits waits = fidelity.clients().getLast().toDone();
                table.row(
                        shortened(each.getKey()),
                        source.policy().label(),
                        Integer.toString(fidelity.rings().stream()
                                .mapToInt(Fidelity.RingOrder::jobs)
                                .sum()),
                        Integer.toString(fidelity.rings().stream()
                                .mapToInt(Fidelity.RingOrder::inOrder)
                                .sum()),
                        Units.percent(fidelity.rings().stream()
                                .mapToDouble(Fidelity.RingOrder::orderedPairs)
                                .average()
                                .orElse(1)),
                        Units.millis(waits.error().p50()),
                        Units.millis(waits.error().p99()));
            }
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(same + " of " + all + " recordings come out in the recorded order");
        return lines;
    }

    private static Fidelity fidelity(KernelTest test, Source source) {
        Replay replay =
                Replay.of(source.recording(), test.options(source.recording()).with(source.policy()));
        JobLog log = new JobLog(replay.workload()::overlaps);
        Simulation.play(replay.workload(), LinuxBugs.MENDED, log);
        return Fidelity.of(replay, log);
    }

    private static List<String> table(List<Prediction> predictions) {
        Table table = new Table(List.of(
                "test",
                "from",
                "to",
                "client",
                "predicted",
                "measured",
                "error, %",
                "predicted",
                "measured",
                "error, %",
                "predicted",
                "measured",
                "error, %"));
        table.group(4, 7, "jobs/s");
        table.group(7, 10, "latency p50, ms");
        table.group(10, 13, "latency p99, ms");
        for (Prediction each : predictions) {
            List<String> cells =
                    new ArrayList<>(List.of(shortened(each.test()), each.from(), each.to(), each.client()));
            add(cells, each, Figure.RATE, it -> Units.rate(it.jobsPerSecond()));
            add(cells, each, Figure.P50, it -> Units.millis(it.latencyP50Nanos()));
            add(cells, each, Figure.P99, it -> Units.millis(it.latencyP99Nanos()));
            table.row(cells);
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(
                "! further off than twice the distance of two recordings of the test, and than 5 % (jobs), 10 % (p50), 20 % (p99)");
        return lines;
    }

    private static void add(List<String> cells, Prediction each, Figure figure, Function<ClientFigures, String> text) {
        cells.add(text.apply(each.predicted()));
        cells.add(text.apply(each.seen()));
        cells.add(String.format(Locale.ROOT, "%+.1f", 100 * each.error(figure)) + (each.holds(figure) ? " " : "!"));
    }

    private static List<String> misses(List<Prediction> predictions) {
        List<String> lines = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            long held = predictions.stream().filter(each -> each.holds(figure)).count();
            lines.add(held + " of " + predictions.size() + " " + words(figure) + " are as near as was asked for");
        }
        lines.add(
                "What differs most between the two recordings, apart from the policy, where a figure is further off (on average):");
        Table table = new Table(List.of("test", "from", "to", "difference"));
        predictions.stream()
                .filter(each -> !(each.holds(Figure.RATE) && each.holds(Figure.P50) && each.holds(Figure.P99)))
                .map(each -> List.of(shortened(each.test()), each.from(), each.to(), each.cause()))
                .distinct()
                .forEach(table::row);
        lines.addAll(table.lines());
        return lines;
    }

    private static String words(Figure figure) {
        return switch (figure) {
            case RATE -> "rates";
            case P50 -> "medians of latencies";
            case P99 -> "99th percentiles of latencies";
        };
    }

    private static String shortened(String test) {
        Matcher numbered = NUMBERED.matcher(test);
        return numbered.matches() ? numbered.group(1) : test;
    }
}
