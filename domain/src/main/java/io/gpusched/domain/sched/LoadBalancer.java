package io.gpusched.domain.sched;

import org.jspecify.annotations.Nullable;

/**
 * The choice between schedulers: the eligible one with the lowest score, the first of the list on a tie.
 *
 * @kernel drm_sched_pick_best()
 */
final class LoadBalancer {
    private LoadBalancer() {}

    static @Nullable Scheduler pickBest(Scheduler[] choice) {
        Scheduler best = null;
        for (Scheduler each : choice) {
            if (each.isEligible() && (best == null || isLess(each.score(), best.score()))) {
                best = each;
            }
        }
        return best;
    }

    /** Linux compares scores as unsigned numbers. */
    private static boolean isLess(Score a, Score b) {
        return Integer.compareUnsigned(a.value(), b.value()) < 0;
    }
}
