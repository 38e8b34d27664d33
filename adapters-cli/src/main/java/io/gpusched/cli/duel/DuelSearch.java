package io.gpusched.cli.duel;

import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.cli.experiment.EndlessRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches workloads on which one policy is worse than another.
 *
 * <p>The search keeps the best workload of each {@link Family}. With {@link SearchMethod#EVOLUTION} that archive is also the population: parents come
 * from it, each family as likely as another, so that a family with small factors is not driven out by one with large ones. This is the method
 * that is called MAP-Elites; an engine with one population and one fitness, as libraries for evolutionary algorithms have it, would keep one
 * family.
 */
public final class DuelSearch {
    /** A factor from which a difference counts. */
    public static final double USUAL_FACTOR = 1.5;

    private static final long MILLI = 1_000_000;
    private static final int MOST_CHANGES = 3;
    private static final int FRESH_OF_TEN = 1;
    private static final int CROSSED_OF_TEN = 3;
    private static final int TEN = 10;
    private static final int IN_VAIN = 200;
    private static final int SHRINKING_ATTEMPTS = 4_000;

    private final Duel duel;
    private final SearchMethod method;
    private final double least;
    private final SplittableRandom random;
    private final Map<Family, Elite> elites = new EnumMap<>(Family.class);
    private @Nullable Elite current;
    private int inVain;
    private long tries;

    private record Elite(DuelWorkload candidate, double factor) {}

    /** When a search ends. */
    public interface Limit {
        /** Tells whether to end the search. */
        boolean isSearchOver();

        /**
         * Tells whether to leave a workload as small as it is by now.
         *
         * @param family which family it is of, counted from 1
         * @param families how many families there are
         */
        boolean isShrinkingOver(int family, int families);
    }

    /**
     * Prepares a search.
     *
     * @param least the factor from which a difference counts, above 1
     * @param seed the seed of all that is random
     */
    public DuelSearch(Duel duel, SearchMethod method, double least, long seed) {
        this.duel = duel;
        this.method = method;
        this.least = least;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Searches, and makes what it has found as small as it can be.
     *
     * @param first where to begin
     * @param limit when to end
     * @param progress receives now and then how many workloads were tried
     * @return what was found, the largest factor first; no two of one family
     */
    public List<DuelFinding> run(DuelWorkload first, Limit limit, LongConsumer progress) {
        consider(first);
        while (!limit.isSearchOver()) {
            consider(next(first));
            progress.accept(tries);
        }
        List<Elite> best = elites.values().stream()
                .filter(each -> each.factor() >= least)
                .sorted(Comparator.comparingDouble(Elite::factor).reversed())
                .toList();
        Map<Family, DuelFinding> found = new EnumMap<>(Family.class);
        for (int i = 1; i <= best.size(); i++) {
            int family = i;
            DuelFinding finding = finding(best.get(i - 1), () -> limit.isShrinkingOver(family, best.size()));
            found.putIfAbsent(finding.result().family(), finding);
        }
        return found.values().stream()
                .sorted(Comparator.comparingDouble(DuelFinding::largest).reversed())
                .toList();
    }

    /** Returns how many workloads were tried. */
    public long tries() {
        return tries;
    }

    private DuelWorkload next(DuelWorkload first) {
        return switch (method) {
            case RANDOM -> first.fresh(random);
            case CLIMBING ->
                current == null || inVain >= IN_VAIN
                        ? restart(first)
                        : current.candidate().mutated(random);
            case EVOLUTION -> descendant(first);
        };
    }

    private DuelWorkload restart(DuelWorkload first) {
        current = null;
        inVain = 0;
        return first.fresh(random);
    }

    private DuelWorkload descendant(DuelWorkload first) {
        int lot = random.nextInt(TEN);
        if (elites.isEmpty() || lot < FRESH_OF_TEN) {
            return first.fresh(random);
        }
        DuelWorkload child = anyElite();
        if (lot < FRESH_OF_TEN + CROSSED_OF_TEN) {
            child = child.crossed(anyElite(), random);
        }
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            child = child.mutated(random);
        }
        return child;
    }

    private DuelWorkload anyElite() {
        List<Elite> all = new ArrayList<>(elites.values());
        return all.get(random.nextInt(all.size())).candidate();
    }

    private void consider(DuelWorkload candidate) {
        tries++;
        Workload workload = candidate.workload();
        Duel.@Nullable Result result = isPlayable(workload) ? result(workload) : null;
        if (result == null) {
            inVain++;
            return;
        }
        Elite elite = new Elite(candidate, result.factor());
        elites.merge(result.family(), elite, (old, fresh) -> fresh.factor() > old.factor() ? fresh : old);
        if (current == null || result.factor() >= current.factor()) {
            inVain = current == null || result.factor() > current.factor() ? 0 : inVain + 1;
            current = elite;
        } else {
            inVain++;
        }
    }

    private static boolean isPlayable(Workload workload) {
        return WorkloadRules.brokenBy(workload).isEmpty();
    }

    private Duel.@Nullable Result result(Workload workload) {
        try {
            return duel.of(workload);
        } catch (EndlessRun endless) {
            return null;
        }
    }

    private DuelFinding finding(Elite elite, BooleanSupplier over) {
        Workload large = elite.candidate().workload();
        Duel.Result result = known(large);
        Family family = result.family();
        Workload small = WorkloadShrinker.shrink(
                large,
                smaller -> !over.getAsBoolean() && isRealistic(smaller) && shows(smaller, family),
                SHRINKING_ATTEMPTS,
                MILLI);
        return new DuelFinding(duel, elite.candidate().changes(), large, result.factor(), small, known(small));
    }

    private Duel.Result known(Workload workload) {
        Duel.Result result = result(workload);
        if (result == null) {
            throw new IllegalStateException("a workload that was found has no jobs");
        }
        return result;
    }

    private boolean shows(Workload workload, Family family) {
        Duel.@Nullable Result result = result(workload);
        return result != null && result.family() == family && result.factor() >= least;
    }

    /** A job of no time at all would make any difference large. */
    private static boolean isRealistic(Workload workload) {
        return workload.steps().stream().map(TimedStep::step).allMatch(DuelSearch::isRealistic);
    }

    private static boolean isRealistic(Step step) {
        return switch (step) {
            case Step.Push push -> push.work().durationNanos() > 0;
            case Step.Client client -> client.jobNanos() > 0;
            default -> true;
        };
    }
}
