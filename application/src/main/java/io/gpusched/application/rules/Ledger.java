package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.rules.Accounting.Cause;
import io.gpusched.application.rules.Accounting.End;
import io.gpusched.application.rules.Accounting.Remaining;
import io.gpusched.application.rules.JobBook.Entry;
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

/** Closes the book: finds for each job that is still there why it is. */
final class Ledger {
    private final JobBook book;
    private final Device device;
    private final End end;
    private final Predicate<Job> hangs;

    Ledger(JobBook book, Device device, End end, Predicate<Job> hangs) {
        this.book = book;
        this.device = device;
        this.end = end;
        this.hangs = hangs;
    }

    Accounting close() {
        List<Remaining> remaining = new ArrayList<>();
        for (Entry each : book.jobs()) {
            remaining.add(each.hasRun() ? onHardware(each) : notRun(each));
        }
        return new Accounting(book.pushed(), book.freed(), book.released(), remaining);
    }

    private Remaining onHardware(Entry entry) {
        Job job = entry.job;
        Scheduler scheduler = job.scheduler();
        if (entry.lost) {
            return because(job, Cause.DEVICE_GONE, "was in the hands of the timeout handler when the device was gone");
        }
        if (entry.done || job.hardware() == null) {
            return notRetired(entry);
        }
        if (end == End.CUT_OFF) {
            return because(job, Cause.CUT_OFF, "is on the hardware");
        }
        boolean somethingHangs = false;
        for (Entry each : book.jobs()) {
            somethingHangs |= each.hasRun() && !each.done && each.job.scheduler() == scheduler && hangs.test(each.job);
        }
        return somethingHangs
                ? because(job, Cause.HANGS, "is on the hardware, which hangs, and no timeout is armed")
                : because(job, Cause.UNEXPLAINED, "is on the hardware, which has nothing left to do");
    }

    private Remaining notRetired(Entry entry) {
        Job job = entry.job;
        Scheduler scheduler = job.scheduler();
        if (scheduler.isPaused()) {
            return because(job, Cause.STOPPED, "is not retired because " + scheduler + " is stopped");
        }
        Job head = scheduler.pending().first();
        if (entry.done && head != null && !head.fences().finished().isSignaled()) {
            return because(job, Cause.BEHIND_OTHERS, "is done but waits to be retired after " + head);
        }
        if (entry.done && book.watch(scheduler).leavesFinished) {
            return because(job, Cause.DEVICE_GONE, "is done, and nobody looked when the device was gone");
        }
        return because(job, Cause.UNEXPLAINED, entry.done ? "is done but not retired" : "has lost its run");
    }

    private Remaining notRun(Entry entry) {
        Job job = entry.job;
        Entity entity = job.entity();
        if (entity.isStopped()) {
            return killed(entry);
        }
        Scheduler scheduler = job.scheduler();
        if (device.isTornDown(scheduler)) {
            return because(job, Cause.TORN_DOWN, "is queued for " + scheduler + ", which was torn down");
        }
        Job first = entity.firstJob();
        if (first != null && first != job) {
            return because(job, Cause.BEHIND_OTHERS, "is queued behind " + first);
        }
        Fence dependency = entity.dependency();
        if (dependency != null && !dependency.isSignaled()) {
            return isOwed(dependency)
                    ? because(job, Cause.WAITS_FOR_FENCE, "waits for " + FenceName.of(dependency))
                    : because(
                            job, Cause.UNEXPLAINED, "waits for " + FenceName.of(dependency) + " of a job that is gone");
        }
        if (scheduler.isPaused()) {
            return because(job, Cause.STOPPED, "is ready, but " + scheduler + " is stopped");
        }
        Entity ready = scheduler.firstReady();
        Job next = ready == null ? null : ready.firstJob();
        Credits credits = scheduler.credits();
        if (next != null && next.credits() > credits.limit() - credits.inFlight() && credits.inFlight() > 0) {
            return because(job, Cause.WAITS_FOR_CREDITS, "waits for credits, as " + next + " does not fit");
        }
        return book.mayOverlook(scheduler, device.bugs())
                ? because(job, Cause.OVERLOOKED, "is ready since an entity was killed that stood before it")
                : because(job, Cause.UNEXPLAINED, "is ready and nobody runs it");
    }

    /** A fence of a job that was neither pushed nor is still there will never signal. */
    private boolean isOwed(Fence fence) {
        return !(fence.source() instanceof JobFences other) || book.entry(other.jobId()) != null;
    }

    private Remaining killed(Entry entry) {
        Job job = entry.job;
        for (Job each = job.entity().firstJob();
                each != null;
                each = job.entity().jobAfter(each)) {
            if (each == job) {
                return because(job, Cause.PUSHED_AFTER_KILL, "was pushed after its entity was killed");
            }
        }
        @Nullable Fence awaited = entry.before != null && !entry.before.isSignaled() ? entry.before : null;
        for (int i = 0; awaited == null && i < job.dependencyCount(); i++) {
            Fence dependency = job.dependency(i);
            Fence whole = dependency.source() instanceof JobFences other ? other.finished() : dependency;
            awaited = whole.isSignaled() ? null : whole;
        }
        if (awaited != null && !isOwed(awaited)) {
            return because(job, Cause.UNEXPLAINED, "waits for " + FenceName.of(awaited) + " of a job that is gone");
        }
        return awaited == null
                ? because(job, Cause.UNEXPLAINED, "was killed and has nothing to wait for")
                : because(job, Cause.KILLED_AND_WAITS, "was killed and waits for " + FenceName.of(awaited));
    }

    private static Remaining because(Job job, Cause cause, String words) {
        return new Remaining(job.id(), cause, words);
    }
}
