package io.gpusched.application.rules;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import java.util.List;

/** Rules about what a job waits for before it runs, by what its client asked for and its hardware answered. */
final class DependencyRules extends Subject {
    static final Rule FIRST = HistoryRules.AFTER_DEPENDENCIES;
    static final Rule AS_ASKED = new Rule(
            "dependencies.as-asked",
            "a job runs after everything that its client asked it to wait for, of each context the latest, or right behind it where that may be",
            "drm_sched_job_add_dependency(), sched_main.c");
    static final Rule PREPARED = new Rule(
            "dependencies.prepared",
            "a job runs after the fence that its hardware asked it to wait for",
            "drm_sched_job_dependency(), sched_entity.c");

    DependencyRules() {
        super(FIRST, AS_ASKED, PREPARED);
    }

    @Override
    void jobRun(Expected expected, ExpectedJob job) {
        for (int i = 0; i < job.job.dependencyCount(); i++) {
            if (!countsAsMet(expected, job, job.job.dependency(i))) {
                expected.violated(FIRST, job + " runs before " + FenceName.of(job.job.dependency(i)));
            }
        }
        for (int i = 0; i < job.dependencies.size(); i++) {
            require(expected, AS_ASKED, job, job.dependencies.get(i));
        }
        List<Fence> prepared = expected.preparedFor(job);
        for (int i = 0; i < prepared.size(); i++) {
            require(expected, PREPARED, job, prepared.get(i));
        }
    }

    private static void require(Expected expected, Rule rule, ExpectedJob job, Fence fence) {
        if (!mayRunBehind(expected, job, fence)) {
            expected.violated(rule, job + " runs before " + FenceName.of(fence));
        }
    }

    /** Tells whether a dependency that the job bears counts as met; what it bears may be a scheduled fence already. */
    private static boolean countsAsMet(Expected expected, ExpectedJob job, Fence fence) {
        if (fence.isSignaled() || !(fence.source() instanceof JobFences other)) {
            return fence.isSignaled();
        }
        return isOfItsEntity(job.job, fence) || hasStartedOnItsRing(expected, job, other);
    }

    /** Tells whether a job may run: behind a job of the same ring it is enough that that has started. */
    private static boolean mayRunBehind(Expected expected, ExpectedJob job, Fence fence) {
        return fence.isSignaled()
                || isOfItsEntity(job.job, fence)
                || (fence.mayPipeline()
                        && fence.source() instanceof JobFences other
                        && hasStartedOnItsRing(expected, job, other));
    }

    /** The scheduler of the other job is that for which it was queued: what its fence says may be stale. */
    private static boolean hasStartedOnItsRing(Expected expected, ExpectedJob job, JobFences fences) {
        ExpectedJob other = expected.job(fences.jobId());
        return other != null && other.scheduler == job.scheduler && other.scheduled;
    }

    /** The jobs of an entity run in their order, and need not wait for each other. */
    private static boolean isOfItsEntity(Job job, Fence fence) {
        long own = job.entity().fenceContext();
        return fence.context() == own || fence.context() == own + 1;
    }
}
