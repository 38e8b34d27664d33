package io.gpusched.application.generate;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.WorkloadRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reduces a workload that shows some trouble to one that still shows it and has nothing in it that could be left out. First whole runs of
 * steps go, then single steps, entities, fences and schedulers, then what is left is made plainer. Deterministic: the same workload and
 * predicate give the same result.
 *
 * <p>The result is locally minimal: no single simplification of it shows the trouble, unless the number of attempts ran out. Every workload
 * that is tried keeps to {@link WorkloadRules}, if the first one does.
 */
public final class WorkloadShrinker {
    private static final long MICRO = 1_000;

    private final Predicate<Workload> showsTrouble;
    private final int maxAttempts;
    private final long unitNanos;
    private int attempts;
    private Workload best;

    private WorkloadShrinker(Predicate<Workload> showsTrouble, int maxAttempts, long unitNanos, Workload first) {
        this.showsTrouble = showsTrouble;
        this.maxAttempts = maxAttempts;
        this.unitNanos = unitNanos;
        this.best = first;
    }

    /**
     * Shrinks a workload.
     *
     * @param troubled a workload that shows the trouble
     * @param showsTrouble plays a workload and tells whether the trouble shows; the same answer each time
     * @param maxAttempts how many workloads may be tried, at least 1; some thousands are plenty
     * @return the smallest that was found; the same workload if it does not show the trouble
     */
    public static Workload shrink(Workload troubled, Predicate<Workload> showsTrouble, int maxAttempts) {
        return shrink(troubled, showsTrouble, maxAttempts, MICRO);
    }

    /**
     * Shrinks a workload, and makes its times round.
     *
     * @param troubled a workload that shows the trouble
     * @param showsTrouble plays a workload and tells whether the trouble shows; the same answer each time
     * @param maxAttempts how many workloads may be tried, at least 1; some thousands are plenty
     * @param unitNanos of what a time that is made smaller is a multiple, at least 1
     * @return the smallest that was found; the same workload if it does not show the trouble
     */
    public static Workload shrink(
            Workload troubled, Predicate<Workload> showsTrouble, int maxAttempts, long unitNanos) {
        WorkloadShrinker shrinker = new WorkloadShrinker(showsTrouble, maxAttempts, unitNanos, troubled);
        if (showsTrouble.test(troubled)) {
            shrinker.shrink();
        }
        return shrinker.best;
    }

    private void shrink() {
        boolean smaller = true;
        while (smaller && attempts < maxAttempts) {
            smaller = dropSteps();
            smaller |= dropEach(w -> w.entities().size(), Renumbering::withoutEntity);
            smaller |= dropEach(w -> w.fences().size(), Renumbering::withoutFence);
            smaller |= dropEach(w -> w.schedulers().size(), Renumbering::withoutScheduler);
            smaller |= simplify();
        }
        attempt(WorkloadEdits.withJobsRenumbered(best));
    }

    /** Drops runs of steps: half of them, a quarter, and so on to single ones. */
    private boolean dropSteps() {
        boolean smaller = false;
        for (int length = Math.max(1, best.steps().size() / 2); length >= 1; length /= 2) {
            for (int from = best.steps().size() - length; from >= 0; from -= length) {
                List<TimedStep> rest = new ArrayList<>(best.steps());
                rest.subList(from, Math.min(from + length, rest.size())).clear();
                smaller |= attempt(WorkloadEdits.withSteps(best, rest));
            }
        }
        return smaller;
    }

    private boolean dropEach(Function<Workload, Integer> count, Removal removal) {
        boolean smaller = false;
        for (int id = count.apply(best) - 1; id >= 0; id--) {
            smaller |= attempt(removal.without(best, id));
        }
        return smaller;
    }

    /** Tries the plainer variants, the plainest first; after a success, those of the new workload. */
    private boolean simplify() {
        boolean smaller = false;
        int next = 0;
        List<Workload> variants = PlainerWorkloads.of(best, unitNanos);
        while (next < variants.size() && attempts < maxAttempts) {
            if (attempt(variants.get(next))) {
                smaller = true;
                variants = PlainerWorkloads.of(best, unitNanos);
            } else {
                next++;
            }
        }
        return smaller;
    }

    private boolean attempt(Workload candidate) {
        if (attempts >= maxAttempts
                || candidate.equals(best)
                || !WorkloadRules.brokenBy(candidate).isEmpty()) {
            return false;
        }
        attempts++;
        boolean stillShows = showsTrouble.test(candidate);
        if (stillShows) {
            best = candidate;
        }
        return stillShows;
    }

    @FunctionalInterface
    private interface Removal {
        Workload without(Workload workload, int id);
    }
}
