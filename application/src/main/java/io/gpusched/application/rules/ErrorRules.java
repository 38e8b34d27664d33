package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareFence;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks that each job ends with the error that its history explains, and no other. What the hardware gave comes first, then what a start
 * was given, then what was said of the job before: cancelled by its client, for its guilty entity, or by a reset beyond the hang limit.
 */
final class ErrorRules extends Subject {
    static final Rule HONEST = new Rule(
            "errors.honest",
            "a job finishes without an error only if a run of it did",
            "drm_sched_job_done(), sched_main.c");
    static final Rule KEPT = new Rule(
            "errors.kept",
            "an error of the hardware becomes the error of the job's finished fence",
            "drm_sched_fence_finished(), sched_fence.c");
    static final Rule CAUSE = new Rule(
            "errors.cause",
            "a job ends with the error of its run or reset, else as cancelled or killed if it was, else without an error",
            "drm_sched_job_done(), drm_sched_start(), drm_sched_entity_kill_jobs_work()");
    static final Rule BEARS = new Rule(
            "errors.bears",
            "a job goes to the hardware as cancelled if its client, its guilty entity or the hang limit says so, and not otherwise",
            "drm_sched_entity_pop_job(), drm_sched_resubmit_jobs()");

    ErrorRules() {
        super(HONEST, KEPT, CAUSE, BEARS);
    }

    @Override
    void jobSubmitted(Expected expected, ExpectedJob job, Launch launch) {
        Errno bears = expected.bears(job);
        Errno seen = job.job.fences().finished().error();
        if (!Objects.equals(bears, seen)) {
            expected.violated(BEARS, job + " bears " + seen + ", not " + bears);
        }
    }

    @Override
    void finished(Expected expected, ExpectedJob job) {
        Errno seen = job.job.fences().finished().error();
        expected.require(seen != null || job.isRunOver() || job.lastLaunch == Launch.Accepted.NOTHING, HONEST, job);
        HardwareFence run = job.job.hardware();
        if (run != null && run.isSignaled() && run.error() != null) {
            requireKept(expected, job, run.error(), seen);
        }
        // A job that is refused when a reset runs it again ends as cancelled, as in Linux.
        if (job.lastLaunch instanceof Launch.Refused refused && !job.detached) {
            requireKept(expected, job, refused.error(), seen);
        }
        Errno cause = cause(job);
        if (!Objects.equals(cause, seen)) {
            expected.violated(CAUSE, job + " ends with " + seen + ", not " + cause);
        }
    }

    private static void requireKept(Expected expected, ExpectedJob job, Errno ofHardware, @Nullable Errno seen) {
        if (!ofHardware.equals(seen)) {
            expected.violated(KEPT, job + " ends with " + seen + ", not " + ofHardware);
        }
    }

    private static @Nullable Errno cause(ExpectedJob job) {
        if (!job.hasRun()) {
            return Errno.ESRCH;
        }
        Errno ofStart = job.detached ? job.scheduler.startError : null;
        if (job.detached && !(job.again && job.lastLaunch == Launch.Accepted.RUNNING)) {
            return ofStart == null ? Errno.ECANCELED : ofStart;
        }
        Errno ofHardware = job.errorOfHardware();
        if (ofHardware != null) {
            return ofHardware;
        }
        if (job.cancelled && !job.isRunOver()) {
            // Torn down while the hardware still had it.
            return Errno.ECANCELED;
        }
        return ofStart == null ? job.ownError : ofStart;
    }
}
