package io.gpusched.application.scheduling;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Work;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;

/**
 * The timeout of one scheduler: one timer for all of its jobs. It is for one job at a time, the one that the
 * {@link PendingList#firstToTimeOut pending list} names, and it is set anew whenever that may have changed: a job starts, a job is
 * retired, the handler has answered, a reset is over. The list says as well how much of its time that job has used.
 *
 * <p>The timer may be armed, or not; when it fires, the handler's work item goes to the end of its queue. While the timeout is suspended,
 * nothing but {@link #resume} and {@link #fault} arms it. A fault needs no timeout to be set: it queues the handler at once.
 *
 * @kernel drm_gpu_scheduler.work_tdr
 */
public final class JobTimeout {
    private final Scheduler scheduler;
    private final DelayedWork work;
    private final Clock clock;
    private final Tracepoints tracepoints;
    private boolean suspended;

    JobTimeout(
            Scheduler scheduler,
            OrderedWorkQueue queue,
            Timers timers,
            Clock clock,
            Work handler,
            Tracepoints tracepoints) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.tracepoints = tracepoints;
        this.work = new DelayedWork(queue, timers, clock, handler);
    }

    /** Arms the timeout anew, if there is one and something to time. @kernel drm_sched_start_timeout() */
    void start() {
        long timeoutNanos = scheduler.timeoutNanos();
        if (timeoutNanos == Nanos.NO_LIMIT || suspended) {
            return;
        }
        PendingList pending = scheduler.pending();
        Job first = pending.firstToTimeOut();
        if (first != null) {
            work.modify(Math.max(0, timeoutNanos - pending.usedNanos(first, clock.nanos())));
        }
    }

    /**
     * Changes the timeout, for running jobs too.
     *
     * @param timeoutNanos at least 1, or {@link Nanos#NO_LIMIT}
     */
    public void change(long timeoutNanos) {
        scheduler.setTimeoutNanos(timeoutNanos);
        if (timeoutNanos == Nanos.NO_LIMIT) {
            work.cancel();
        } else {
            start();
        }
    }

    /** Tells whether the timer is armed, or the handler's work item is queued. */
    boolean isPending() {
        return work.isPending();
    }

    /** Returns how long until the timeout fires, in nanoseconds; 0 if it is not armed. */
    long remainingNanos() {
        return work.remainingNanos();
    }

    /** Tells whether the clock of the timeout is stopped. */
    boolean isSuspended() {
        return suspended;
    }

    /** Disarms the timeout. @kernel cancel_delayed_work() */
    void cancel() {
        work.cancel();
    }

    /**
     * The hardware reports a fault: the handler runs as soon as its work item gets its turn, whatever the timeout is.
     *
     * @throws IllegalStateException if the scheduler was torn down
     * @kernel drm_sched_fault()
     */
    public void fault() {
        requireAlive();
        tracepoints.timeoutMoved(scheduler, TimeoutMove.Plain.FAULT);
        work.modify(0);
    }

    /**
     * Sets the timeout to zero and arms it: the handler runs as soon as its work item gets its turn, if a job is pending, and after
     * every start of a job from now on, until the timeout is set to something else.
     *
     * @throws IllegalStateException if the scheduler was torn down
     * @kernel drm_sched_tdr_queue_imm()
     */
    public void now() {
        requireAlive();
        tracepoints.timeoutMoved(scheduler, TimeoutMove.Plain.NOW);
        scheduler.setTimeoutNanos(0);
        start();
    }

    /**
     * Stops the timeout's clock until {@link #resume}. Linux moves the timer far away instead, where the next job that starts moves it
     * back; here it stays suspended.
     *
     * @return how much of the timeout was left, in nanoseconds; all of it if it was not running
     * @kernel drm_sched_suspend_timeout()
     */
    public long suspend() {
        tracepoints.timeoutMoved(scheduler, TimeoutMove.Plain.SUSPEND);
        suspended = true;
        long remaining = work.remainingNanos();
        work.cancel();
        return remaining > 0 ? remaining : scheduler.timeoutNanos();
    }

    /**
     * Lets the timeout run on, if a job is pending.
     *
     * @param remainingNanos what {@link #suspend} returned, or another time
     * @throws IllegalStateException if the scheduler was torn down
     * @kernel drm_sched_resume_timeout()
     */
    public void resume(long remainingNanos) {
        requireAlive();
        tracepoints.timeoutMoved(scheduler, new TimeoutMove.Resume(remainingNanos));
        suspended = false;
        if (scheduler.pending().isEmpty() || remainingNanos == Nanos.NO_LIMIT) {
            work.cancel();
        } else {
            work.modify(remainingNanos);
        }
    }

    /** The handler of a dead scheduler has no job to look at, and no hardware to ask. */
    private void requireAlive() {
        if (scheduler.isTornDown()) {
            throw new IllegalStateException(scheduler + " was torn down and has no timeout");
        }
    }
}
