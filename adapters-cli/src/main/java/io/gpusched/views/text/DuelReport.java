package io.gpusched.views.text;

import io.gpusched.cli.duel.Duel;
import io.gpusched.cli.duel.DuelFinding;
import io.gpusched.cli.duel.DuelMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What duels have found, in lines for people. */
public final class DuelReport {
    private static final double MILLI = 1e6;
    private static final int MOST_PASSERS = 4;
    private static final int SENTENCES = 96;
    private static final int UNDER = 10;

    private DuelReport() {}

    /**
     * Returns what was found: a line for each family.
     *
     * @param tries how many workloads were tried
     * @param least the factor from which a difference counted
     */
    public static List<String> table(Duel duel, List<DuelFinding> found, long tries, double least) {
        String first = duel.first().label();
        List<String> lines = new ArrayList<>(Prose.lines(
                "",
                ExplorationReport.count(tries) + " workloads tried, for those where the "
                        + duel.measure().words() + " of a client is worse under " + first + " than under "
                        + duel.second().label() + " by a factor of " + factor(least) + " or more. What is found is a "
                        + "candidate for what users meet, not its cause.",
                SENTENCES));
        lines.add("");
        if (found.isEmpty()) {
            lines.add("found       nothing");
            return lines;
        }
        Table table = new Table(List.of("family", "largest factor", "jobs", "smallest: factor", "jobs", "clients"));
        for (DuelFinding each : found) {
            table.row(
                    each.result().family().label(),
                    factor(each.largest()),
                    Long.toString(each.largeWorkload().jobs()),
                    factor(each.result().factor()),
                    Long.toString(each.workload().jobs()),
                    Integer.toString(each.result().clients().size()));
        }
        lines.addAll(table.lines());
        return lines;
    }

    /** Returns one finding in its smallest form: what happens, how each client fares, and why. */
    public static List<String> lines(DuelFinding finding) {
        Duel duel = finding.duel();
        Duel.Result result = finding.result();
        List<String> lines = new ArrayList<>();
        lines.add(result.family().label() + ": under " + duel.first().label() + " "
                + result.family().words());
        lines.add("");
        Table table = new Table(List.of(
                duel.measure().words(), duel.first().label(), duel.second().label(), "times as bad"));
        for (Duel.Fortune each : result.clients()) {
            table.row(
                    each.client(),
                    value(duel.measure(), each.underFirst()),
                    value(duel.measure(), each.underSecond()),
                    String.format(Locale.ROOT, "%.2f", each.factor()));
        }
        lines.addAll(table.lines());
        lines.add("");
        if (!finding.changes().isEmpty()) {
            lines.addAll(
                    Prose.lines("the file    ", String.join("; ", finding.changes()) + "; then made small", SENTENCES));
        }
        lines.addAll(Prose.lines("why         ", why(duel, result), SENTENCES));
        return lines;
    }

    private static String why(Duel duel, Duel.Result result) {
        Duel.@Nullable Passed passed = result.passed();
        if (passed == null) {
            return "No job that waited together with one of " + result.loser().client()
                    + " went first under one policy and second under the other. What is late here was queued late, or waited "
                    + "for the rest of its frame.";
        }
        List<Duel.Passer> passers = passed.passers();
        String others = passers.stream()
                .limit(MOST_PASSERS)
                .map(each -> "job " + each.job() + " of " + each.client() + " (queued at "
                        + millis((double) each.queuedNanos()) + key(each.key()) + ")")
                .collect(Collectors.joining(", "));
        int more = passers.size() - MOST_PASSERS;
        return "Job " + passed.job() + " of " + result.loser().client() + " was queued at "
                + millis((double) passed.queuedNanos()) + key(passed.key()) + ". Under "
                + duel.first().label() + " these ran before it, which under "
                + duel.second().label() + " run after it: " + others
                + (more > 0 ? " and " + more + " more" : "")
                + ". The keys are those at selection, the least goes first.";
    }

    private static String key(@Nullable Long key) {
        return key == null ? "" : String.format(Locale.ROOT, ", key %,d", key);
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / MILLI);
    }

    private static String value(DuelMeasure measure, double value) {
        return measure == DuelMeasure.SHARE ? Units.percent(1 / value) + " %" : millis(value);
    }

    /** Returns a factor with one decimal, two for small ones. */
    private static String factor(double factor) {
        return String.format(Locale.ROOT, factor < UNDER ? "%.2f" : "%.1f", factor);
    }
}
