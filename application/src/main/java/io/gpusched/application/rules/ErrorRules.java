package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.application.rules.JobBook.Watch;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether each job ends with the error that there is a cause for, and with no other. What the hardware gave comes first, then what a start
 * was given, then what was said of the job before: cancelled by its client, for its guilty entity, or by a reset beyond the hang limit.
 * Keeps accounts of its own of blame, in the {@link JobBook}.
 */
final class ErrorRules implements Tracepoints {
    private static final String CAUSE =
            "a job ends with the error of its run or reset, else as cancelled or killed if it was, else without an error";
    private static final String BEARS =
            "a job goes to the hardware as cancelled if its client, its guilty entity or the hang limit says so, and else not";
    private static final String ALL_AGAIN =
            "a reset that runs the pending jobs again leaves none of them without a run";

    private final Violations violations;
    private final JobBook book;

    ErrorRules(Violations violations, JobBook book) {
        this.violations = violations;
        this.book = book;
    }

    @Override
    public void cancelledInQueue(Job job) {
        Entry entry = book.entry(job);
        if (entry != null) {
            entry.ownError = Errno.ECANCELED;
        }
    }

    @Override
    public void jobRun(Job job) {
        Entry entry = book.entry(job);
        if (entry != null && book.client(job.entity()).guilty) {
            entry.ownError = Errno.ECANCELED;
        }
    }

    @Override
    public void stopped(Scheduler scheduler) {
        Watch watch = book.watch(scheduler);
        watch.runsAgain = false;
        watch.startError = null;
        watch.cancelled = null;
        for (Entry each : book.jobs()) {
            if (each.job.scheduler() == scheduler) {
                each.again = false;
            }
        }
    }

    @Override
    public void blamed(Job job) {
        Entry entry = book.entry(job);
        if (entry == null || job.priority() == Priority.KERNEL) {
            return;
        }
        entry.blames++;
        Entity entity = job.entity();
        book.client(entity).guilty |= entity.isAttached() && entity.scheduler() == job.scheduler();
    }

    @Override
    public void resubmitting(Scheduler scheduler) {
        book.watch(scheduler).runsAgain = true;
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        Entry entry = book.entry(job);
        if (entry == null) {
            return;
        }
        if (entry.detached) {
            entry.again = true;
            Watch watch = book.watch(job.scheduler());
            if (watch.cancelled == null && entry.blames > job.scheduler().hangLimit()) {
                watch.cancelled = job.entity();
            }
            if (watch.cancelled == job.entity()) {
                entry.ownError = Errno.ECANCELED;
            }
        }
        Errno seen = job.fences().finished().error();
        if (!Objects.equals(entry.ownError, seen)) {
            violations.add(BEARS, job + " of " + job.entity() + " bears " + seen + ", not " + entry.ownError);
        }
    }

    @Override
    public void starting(Scheduler scheduler, @Nullable Errno error) {
        Watch watch = book.watch(scheduler);
        watch.startError = error;
        if (!watch.runsAgain) {
            return;
        }
        for (Entry each : book.jobs()) {
            Job job = each.job;
            if (each.detached && !each.again && job.scheduler() == scheduler && isPending(job)) {
                violations.add(ALL_AGAIN, job + " of " + job.entity() + " on " + scheduler);
            }
        }
    }

    private static boolean isPending(Job job) {
        return job.scheduler().pending().contains(job);
    }

    @Override
    public void finished(JobFences fences) {
        Entry entry = book.entry(fences.jobId());
        if (entry == null) {
            return;
        }
        Errno expected = cause(entry);
        Errno seen = fences.finished().error();
        if (!Objects.equals(expected, seen)) {
            violations.add(CAUSE, entry.job + " of " + entry.job.entity() + " ends with " + seen + ", not " + expected);
        }
    }

    private @Nullable Errno cause(Entry entry) {
        if (!entry.hasRun()) {
            return Errno.ESRCH;
        }
        Errno ofStart = entry.detached ? book.watch(entry.job.scheduler()).startError : null;
        if (entry.detached && !(entry.again && entry.lastLaunch == Launch.Accepted.RUNNING)) {
            return ofStart == null ? Errno.ECANCELED : ofStart;
        }
        Errno ofHardware = ofHardware(entry);
        if (ofHardware != null) {
            return ofHardware;
        }
        return ofStart == null ? entry.ownError : ofStart;
    }

    private static @Nullable Errno ofHardware(Entry entry) {
        if (entry.lastLaunch instanceof Launch.Refused refused) {
            return refused.error();
        }
        HardwareFence run = entry.job.hardware();
        return run != null && run.isSignaled() ? run.error() : null;
    }
}
