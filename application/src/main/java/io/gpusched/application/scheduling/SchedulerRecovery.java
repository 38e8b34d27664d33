package io.gpusched.application.scheduling;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Karma;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The recovery of one scheduler from one bad job. The timeout handler of the hardware calls these steps, usually in this order:
 *
 * <ol> <li>{@link #stop} pauses the scheduler and puts the bad job back at the head of the pending list. It then goes through the list from
 * the end. A job whose run is not over loses that run, and its credits are given back. A job whose run is over is freed, except the bad one,
 * which the handler still looks at: that one is freed after the handler has returned. <li>{@link #increaseKarma} blames the bad job, and
 * through it the entity. <li>{@link #resubmit} gives every pending job to the hardware again. Once a job is beyond the hang limit, it and
 * the later jobs of its entity get an error, with which the hardware will not run them. <li>{@link #start} takes the credits again, finishes
 * the jobs that have no run, waits for the others, and resumes the scheduler. </ol>
 *
 * <p>The hardware may leave steps out: a driver that keeps its own list of jobs does not resubmit. {@link #release} is for handlers that
 * dispose of the bad job themselves.
 *
 * <p>Linux waits in {@code drm_sched_stop()} for completion callbacks that are under way on other threads. One writer has none, so nothing
 * here waits. A completion that comes for a run that was taken away is counted and ignored; see {@link Attempt}.
 *
 * @kernel drm_sched_stop(), drm_sched_increase_karma(), drm_sched_resubmit_jobs(), drm_sched_start()
 */
final class SchedulerRecovery implements Recovery {
    private final SchedulerWork work;
    private final Scheduler scheduler;
    private final @Nullable Job bad;
    private boolean badJobToBeFreed;
    private boolean released;

    SchedulerRecovery(SchedulerWork work, @Nullable Job bad) {
        this.work = work;
        this.scheduler = work.scheduler();
        this.bad = bad;
    }

    /** Tells whether the bad job had finished when the scheduler was stopped. @kernel sched->free_guilty */
    boolean isBadJobToBeFreed() {
        return badJobToBeFreed;
    }

    /** Tells whether a job is the bad one, and the handler or this recovery has seen to its end. */
    boolean hasDisposedOf(Job job) {
        return job == bad && (released || badJobToBeFreed);
    }

    @Override
    public void stop() {
        work.pause();
        PendingList pending = scheduler.pending();
        if (bad != null && bad.scheduler() == scheduler) {
            pending.addFirst(bad);
        }
        Job before;
        for (Job job = pending.last(); job != null; job = before) {
            before = pending.before(job);
            detach(job);
        }
        work.timeout().cancel();
        work.tracepoints().stopped(scheduler);
    }

    private void detach(Job job) {
        if (job.hardware() instanceof Attempt attempt && !attempt.isSignaled()) {
            Attempt.abandonOf(job);
            scheduler.detach(job);
            return;
        }
        assert job.fences().finished().isSignaled() : job + " has no run but is not finished";
        scheduler.pending().remove(job);
        if (job == bad) {
            badJobToBeFreed = true;
        } else {
            work.free(job);
        }
    }

    @Override
    public void increaseKarma() {
        Job blamed = requireBad();
        work.tracepoints().blamed(blamed);
        Karma.increase(blamed);
    }

    @Override
    public void resubmit() {
        work.tracepoints().resubmitting(scheduler);
        Entity guilty = null;
        PendingList pending = scheduler.pending();
        for (Job job = pending.first(); job != null; job = pending.after(job)) {
            if (guilty == null && job.karma() > scheduler.hangLimit()) {
                guilty = job.entity();
            }
            if (job.entity() == guilty) {
                job.fences().finished().setError(Errno.ECANCELED);
            }
            runAgain(job);
        }
    }

    private void runAgain(Job job) {
        Attempt attempt = new Attempt(work, job);
        switch (work.launch(job, attempt)) {
            case Launch.Accepted accepted -> {
                job.setHardware(accepted == Launch.Accepted.RUNNING ? attempt : null);
                scheduler.pending().timeAnew(job, work.clock().nanos());
                work.deadlines().pass(job);
            }
            case Launch.Refused refused -> {
                job.fences().finished().setError(refused.error());
                job.setHardware(null);
            }
        }
    }

    @Override
    public void start(@Nullable Errno error) {
        work.tracepoints().starting(scheduler, error);
        PendingList pending = scheduler.pending();
        for (Job job = pending.first(); job != null; job = pending.after(job)) {
            scheduler.reattach(job);
            if (!(job.hardware() instanceof Attempt attempt)) {
                work.done(job, error == null ? Errno.ECANCELED : error);
            } else if (!attempt.watch()) {
                work.done(job, attempt.error() == null ? error : attempt.error());
            }
        }
        work.timeout().start();
        work.resume();
        work.tracepoints().started(scheduler);
    }

    @Override
    public void release() {
        released = true;
        work.tracepoints().released(requireBad());
    }

    private Job requireBad() {
        if (bad == null) {
            throw new IllegalStateException("this recovery has no bad job");
        }
        return bad;
    }
}
