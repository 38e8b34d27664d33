package io.gpusched.application.rules;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job waits for before it runs, by what its client asked for and its hardware answered. Of a job with a given number that is always
 * the same, so it is no part of the state.
 */
final class DependencyRules {
    private static final String ASKED =
            "a job runs after everything that its client asked it to wait for, of each context the latest, or right behind it where that may be";
    private static final String PREPARED = "a job runs after the fence that its hardware asked it to wait for";

    private final Violations violations;
    private final Map<Long, List<Fence>> asked = new TreeMap<>();
    private final Map<Long, List<Fence>> prepared = new TreeMap<>();

    DependencyRules(Violations violations) {
        this.violations = violations;
    }

    /** Notes what a job that is not submitted yet is to wait for. */
    void asked(long job, Fence fence) {
        List<Fence> fences = asked.computeIfAbsent(job, it -> new ArrayList<>(2));
        for (int i = 0; i < fences.size(); i++) {
            Fence before = fences.get(i);
            if (before.context() == fence.context()) {
                fences.set(i, before.seqno() < fence.seqno() ? fence : before);
                return;
            }
        }
        fences.add(fence);
    }

    void forget(long job) {
        asked.remove(job);
    }

    /** Returns what a job that is submitted was asked to wait for. */
    List<Fence> take(long job) {
        List<Fence> fences = asked.remove(job);
        return fences == null ? List.of() : fences;
    }

    void prepared(Claim claim, Fence fence) {
        prepared.computeIfAbsent(claim.job.id(), it -> new ArrayList<>(1)).add(fence);
    }

    void run(Claim claim) {
        Job job = claim.job;
        for (int i = 0; i < claim.awaited.size(); i++) {
            require(ASKED, job, claim.awaited.get(i));
        }
        if (!prepared.isEmpty()) {
            List<Fence> fences = prepared.remove(job.id());
            for (int i = 0; fences != null && i < fences.size(); i++) {
                require(PREPARED, job, fences.get(i));
            }
        }
    }

    private void require(String rule, Job job, Fence fence) {
        if (!isOver(job, fence)) {
            violations.add(rule, job + " of " + job.entity() + " runs before " + FenceName.of(fence));
        }
    }

    /** A job of the same entity runs in its order; behind one of the same ring it is enough that that has started. */
    private static boolean isOver(Job job, Fence fence) {
        long own = job.entity().fenceContext();
        return fence.isSignaled()
                || fence.context() == own
                || fence.context() == own + 1
                || (fence.mayPipeline()
                        && fence.source() instanceof JobFences other
                        && other.scheduler() == job.scheduler()
                        && other.isScheduled());
    }
}
