package io.gpusched.cli.sweep;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.descriptive.Variance;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest setting that keeps a goal, with a bound on the probability of a wrong answer.
 *
 * <p>First each setting is watched until it is clear whether its mean keeps the goal: after every replication the sum of what it missed the
 * goal by is compared with a triangular region that shrinks to nothing. This is the procedure of Batur and Kim, "Finding feasible systems in
 * the presence of constraints on multiple performance measures", ACM TOMACS 20(3), 2010, for one constraint and c = 1. A setting whose mean
 * is further from the limit than the tolerance is classified rightly; nearer ones may go either way.
 *
 * <p>Among those that keep the goal the cheapest is taken. If that leaves several, or if the cost is a measure, the best of them is chosen by
 * the fully sequential procedure of Kim and Nelson, "A fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS
 * 11(3), 2001, with c = 1. Both allow common random numbers; the error is shared out among settings by Bonferroni's inequality, half of it
 * to each of the two steps, as Andradóttir and Kim combine them (Naval Research Logistics 57, 2010).
 *
 * <p>Both assume that what replications measure is normally distributed, which means over many jobs nearly are.
 */
public final class StudySearch {
    /** How probable a wrong answer is at most. */
    public static final double ERROR = 1 - Estimate.CONFIDENCE;

    private final Study study;
    private final StudyGoal goal;
    private final SettingCost cost;
    private final double tolerance;
    private final int first;
    private final List<Candidate> candidates = new ArrayList<>();
    private int replications;

    /** What is known of a setting. */
    public enum GoalState {
        /** Not clear yet. */
        OPEN,
        /** Its mean keeps the goal. */
        KEEPS,
        /** Its mean misses the goal. */
        MISSES
    }

    /** A setting and what replications have shown of it. */
    private static final class Candidate {
        private final SweepSetting setting;
        private final List<Double> missedBy = new ArrayList<>();
        private final List<Double> costs = new ArrayList<>();
        private double sum;
        private double variance = Double.NaN;
        private GoalState verdict = GoalState.OPEN;
        private int decidedAfter;

        Candidate(SweepSetting setting) {
            this.setting = setting;
        }
    }

    /**
     * The answer.
     *
     * @param setting the cheapest setting that keeps the goal; null if there is none, or none yet
     * @param isClear whether the procedures have come to an end
     */
    public record Answer(@Nullable SweepSetting setting, boolean isClear) {}

    /**
     * Begins a search.
     *
     * @param study of one workload; its measures include those of the goal and of the cost
     * @param tolerance how far from the limit a mean may be classified either way, and how much worse than the best the choice may be, in parts
     *     of the limit or of the best
     */
    public StudySearch(Study study, StudyGoal goal, SettingCost cost, double tolerance) {
        this.study = study;
        this.goal = goal;
        this.cost = cost;
        this.tolerance = tolerance;
        this.first = Math.max(study.plan().effort().atLeast(), 3);
        study.settings().forEach(each -> candidates.add(new Candidate(each)));
    }

    /** Adds a replication: the rows of all settings, in order. */
    void add(List<Study.Row> rows) {
        replications++;
        int goalIndex = study.plan().measures().indexOf(goal.measure());
        int costIndex =
                cost.measure() == null ? goalIndex : study.plan().measures().indexOf(cost.measure());
        for (Study.Row row : rows) {
            Candidate candidate = candidates.get(row.setting());
            double value = row.values().get(goalIndex);
            // A client without a job has nothing to miss a goal for time with, and misses any other.
            double missed = Double.isNaN(value) ? 0 : goal.missedBy(value);
            candidate.missedBy.add(missed);
            candidate.sum += missed;
            double price = row.values().get(costIndex);
            boolean lessIsWorse = cost.measure() == null
                    ? !goal.below()
                    : cost.measure().quantity().moreIsBetter();
            candidate.costs.add(Double.isNaN(price) ? 0 : lessIsWorse ? -price : price);
            classify(candidate);
        }
    }

    private void classify(Candidate candidate) {
        if (replications < first || candidate.verdict != GoalState.OPEN) {
            return;
        }
        if (Double.isNaN(candidate.variance)) {
            candidate.variance = variance(candidate.missedBy);
        }
        double zone = tolerance * goal.limit();
        double region = region(replications, zone, stretched(ERROR / 2 / candidates.size()), candidate.variance);
        if (candidate.sum <= -region) {
            decide(candidate, GoalState.KEEPS);
        } else if (candidate.sum >= region) {
            decide(candidate, GoalState.MISSES);
        }
    }

    private void decide(Candidate candidate, GoalState verdict) {
        candidate.verdict = verdict;
        candidate.decidedAfter = replications;
    }

    private double variance(List<Double> values) {
        return Variance.of(values.stream()
                        .limit(first)
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .getAsDouble();
    }

    /** Returns h², which makes the region as wide as the error of one comparison asks for. */
    private double stretched(double error) {
        double degrees = first - 1.0;
        double eta = (Math.pow(2 * error, -2 / degrees) - 1) / 2;
        return 2 * eta * degrees;
    }

    private static double region(int replications, double zone, double stretch, double variance) {
        return Math.max(0, stretch * variance / (2 * zone) - zone * replications / 2);
    }

    /** Returns what is known of a setting. */
    public GoalState verdict(SweepSetting setting) {
        return candidates.get(setting.index()).verdict;
    }

    /** Returns after how many replications that was clear; 0 if it is not. */
    public int decidedAfter(SweepSetting setting) {
        return candidates.get(setting.index()).decidedAfter;
    }

    /** Returns the answer as far as it is known. */
    public Answer answer() {
        List<Candidate> keeping = candidates.stream()
                .filter(each -> each.verdict == GoalState.KEEPS)
                .toList();
        int least =
                keeping.stream().mapToInt(each -> cost.of(each.setting)).min().orElse(Integer.MAX_VALUE);
        boolean open =
                candidates.stream().anyMatch(each -> each.verdict == GoalState.OPEN && cost.of(each.setting) <= least);
        if (keeping.isEmpty()) {
            return new Answer(null, !open);
        }
        List<Candidate> cheapest =
                keeping.stream().filter(each -> cost.of(each.setting) == least).toList();
        List<Candidate> left = best(cheapest);
        Candidate best = left.getFirst();
        for (Candidate each : left) {
            best = mean(each, replications) < mean(best, replications) ? each : best;
        }
        return new Answer(best.setting, !open && left.size() == 1);
    }

    private static double mean(Candidate candidate, int count) {
        double sum = 0;
        for (double each : candidate.costs.subList(0, count)) {
            sum += each;
        }
        return sum / count;
    }

    /** Kim and Nelson's procedure: one is left when the others have fallen behind. */
    private List<Candidate> best(List<Candidate> from) {
        List<Candidate> left = new ArrayList<>(from);
        if (left.size() == 1) {
            return left;
        }
        double stretch = stretched(ERROR / 2 / (candidates.size() - 1));
        double[][] variances = new double[from.size()][from.size()];
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < from.size(); j++) {
                variances[i][j] = i == j ? 0 : differenceVariance(from.get(i), from.get(j));
            }
        }
        double zone = Double.MAX_VALUE;
        for (Candidate each : from) {
            zone = Math.min(zone, Math.abs(mean(each, first)));
        }
        zone = Math.max(tolerance * zone, Double.MIN_NORMAL);
        double[] sums = new double[from.size()];
        for (int r = 1; r <= replications && left.size() > 1; r++) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += from.get(i).costs.get(r - 1);
            }
            if (r >= first) {
                left = screened(from, left, sums, variances, zone, stretch, r);
            }
        }
        return left;
    }

    private static List<Candidate> screened(
            List<Candidate> from,
            List<Candidate> left,
            double[] sums,
            double[][] variances,
            double zone,
            double stretch,
            int replications) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate each : left) {
            int i = from.indexOf(each);
            boolean behind = false;
            for (Candidate other : left) {
                int j = from.indexOf(other);
                double region = region(replications, zone, stretch, variances[i][j]);
                double difference = sums[i] - sums[j];
                // Of two that are equal to the last bit, the first stays.
                behind |= i != j && (difference > region || (difference == 0 && region == 0 && j < i));
            }
            if (!behind) {
                kept.add(each);
            }
        }
        return kept;
    }

    private double differenceVariance(Candidate one, Candidate other) {
        List<Double> differences = new ArrayList<>();
        for (int r = 0; r < first; r++) {
            differences.add(one.costs.get(r) - other.costs.get(r));
        }
        return variance(differences);
    }

    /** Returns how many replications there are. */
    public int replications() {
        return replications;
    }
}
