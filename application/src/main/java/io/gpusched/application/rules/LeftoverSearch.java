package io.gpusched.application.rules;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.rules.Leftovers.End;
import io.gpusched.application.rules.Leftovers.Reason;
import io.gpusched.application.rules.Leftovers.Remaining;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Credits;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out why each remaining job is still there. */
final class LeftoverSearch {
    private final Expected expected;
    private final End end;
    private final Predicate<Job> hangs;

    LeftoverSearch(Expected expected, End end, Predicate<Job> hangs) {
        this.expected = expected;
        this.end = end;
        this.hangs = hangs;
    }

    Leftovers find() {
        List<Remaining> remaining = new ArrayList<>();
        for (ExpectedJob each : expected.jobs) {
            remaining.add(each.hasRun() ? onHardware(each) : notRun(each));
        }
        return new Leftovers(expected.pushed, expected.freed, expected.released, remaining);
    }

    private Remaining onHardware(ExpectedJob known) {
        Job job = known.job;
        Scheduler scheduler = job.scheduler();
        if (known.lost) {
            return remaining(
                    job, Reason.DEVICE_GONE, "was in the hands of the timeout handler when the device was gone");
        }
        if (known.done || job.hardware() == null) {
            return notRetired(known);
        }
        if (end == End.CUT_OFF) {
            return remaining(job, Reason.CUT_OFF, "is on the hardware");
        }
        boolean somethingHangs = false;
        for (ExpectedJob each : expected.jobs) {
            somethingHangs |= each.hasRun() && !each.done && each.job.scheduler() == scheduler && hangs.test(each.job);
        }
        return somethingHangs
                ? remaining(job, Reason.HANGS, "is on the hardware, which hangs, and no timeout is armed")
                : remaining(job, Reason.UNEXPLAINED, "is on the hardware, which has nothing left to do");
    }

    private Remaining notRetired(ExpectedJob known) {
        Job job = known.job;
        Scheduler scheduler = job.scheduler();
        if (scheduler.isPaused()) {
            return remaining(job, Reason.STOPPED, "is not retired while " + scheduler + " is stopped");
        }
        Job head = scheduler.pending().first();
        if (known.done && head != null && !head.fences().finished().isSignaled()) {
            return remaining(job, Reason.BEHIND_OTHERS, "is done but waits to be retired after " + head);
        }
        if (known.done && expected.scheduler(scheduler).leavesFinished) {
            return remaining(job, Reason.DEVICE_GONE, "is done, and nobody looked when the device was gone");
        }
        return remaining(job, Reason.UNEXPLAINED, known.done ? "is done but not retired" : "has lost its run");
    }

    private Remaining notRun(ExpectedJob known) {
        Job job = known.job;
        Entity entity = job.entity();
        if (entity.isStopped()) {
            return killed(known);
        }
        Scheduler scheduler = job.scheduler();
        if (expected.isTornDown(scheduler)) {
            return remaining(job, Reason.TORN_DOWN, "is queued for " + scheduler + ", which was torn down");
        }
        Job first = entity.firstJob();
        if (first != null && first != job) {
            return remaining(job, Reason.BEHIND_OTHERS, "is queued behind " + first);
        }
        Fence dependency = entity.dependency();
        if (dependency != null && !dependency.isSignaled()) {
            return isOwed(dependency)
                    ? remaining(job, Reason.WAITS_FOR_FENCE, "waits for " + FenceName.of(dependency))
                    : remaining(
                            job,
                            Reason.UNEXPLAINED,
                            "waits for " + FenceName.of(dependency) + " of a job that is gone");
        }
        if (scheduler.isPaused()) {
            return remaining(job, Reason.STOPPED, "is ready, but " + scheduler + " is stopped");
        }
        Entity ready = scheduler.firstReady();
        Job next = ready == null ? null : ready.firstJob();
        Credits credits = scheduler.credits();
        if (next != null && next.credits() > credits.limit() - credits.inFlight() && credits.inFlight() > 0) {
            return remaining(job, Reason.WAITS_FOR_CREDITS, "waits for credits, as " + next + " does not fit");
        }
        return expected.mayOverlook(scheduler)
                ? remaining(job, Reason.OVERLOOKED, "is ready since an entity was killed that stood before it")
                : remaining(job, Reason.UNEXPLAINED, "is ready and nobody runs it");
    }

    /** A fence of a job that was neither pushed nor is still there will never signal. */
    private boolean isOwed(Fence fence) {
        return !(fence.source() instanceof JobFences other) || expected.job(other.jobId()) != null;
    }

    private Remaining killed(ExpectedJob known) {
        Job job = known.job;
        for (Job each = job.entity().firstJob();
                each != null;
                each = job.entity().jobAfter(each)) {
            if (each == job) {
                return remaining(job, Reason.PUSHED_AFTER_KILL, "was pushed after its entity was killed");
            }
        }
        @Nullable
        Fence before = known.before == null ? null : known.before.job.fences().finished();
        @Nullable Fence awaited = before != null && !before.isSignaled() ? before : null;
        for (int i = 0; awaited == null && i < job.dependencyCount(); i++) {
            Fence dependency = job.dependency(i);
            Fence whole = dependency.source() instanceof JobFences other ? other.finished() : dependency;
            awaited = whole.isSignaled() ? null : whole;
        }
        if (awaited != null && !isOwed(awaited)) {
            return remaining(job, Reason.UNEXPLAINED, "waits for " + FenceName.of(awaited) + " of a job that is gone");
        }
        return awaited == null
                ? remaining(job, Reason.UNEXPLAINED, "was killed and has nothing to wait for")
                : remaining(job, Reason.KILLED_AND_WAITS, "was killed and waits for " + FenceName.of(awaited));
    }

    private static Remaining remaining(Job job, Reason reason, String words) {
        return new Remaining(job.id(), reason, words);
    }
}
